import type { FeatureSpace } from '@cfq/datasets';
import { addScaled, ndarray } from '@cfq/jit';
import { EvaluationError } from '../evaluation-error.ts';
import { actionInWords, type DescribedAction } from './action-in-words.ts';
import { rawActions, rawFeatures, rawRows } from './raw-people.ts';

/** What {@link describeAction} reads. */
export interface ActionOfPerson {
  /** How rows are encoded. */
  readonly featureSpace: FeatureSpace;
  /** `[d]` where the person stands, encoded. */
  readonly x: ArrayLike<number>;
  /** `[d]` the action, in the same units. */
  readonly delta: ArrayLike<number>;
}

/**
 * An action as a person would read it: which features change, from what to what, in the values of the data and not of
 * its encoding.
 *
 * @throws EvaluationError when the person or the action has another number of columns than the feature space
 * @throws DatasetError (of `@cfq/datasets`) on an entry that is not finite
 */
export function describeAction({ featureSpace, x, delta }: ActionOfPerson): DescribedAction {
  const { width } = featureSpace;
  const row = (name: 'x' | 'delta', values: ArrayLike<number>) => {
    if (values.length === width) return ndarray(Float32Array.from(values), [1, width]);
    throw new EvaluationError(
      `describeAction: ${name} is one encoded row (expected ${width} columns, got ${values.length}). Pass a single ` +
        'person, encoded by the encoder of this feature space.',
    );
  };
  const from = row('x', x);
  const before = rawRows(featureSpace, from);
  const after = rawRows(featureSpace, addScaled(from, row('delta', delta)));
  const [action] = rawActions(before, after, [1]);
  return actionInWords(rawFeatures(featureSpace), before[0]!, action!)!;
}
