import type { FeatureSpace, People } from '@cfq/datasets';
import type { BindingContext } from '../cells/binding-context.ts';
import { featureSpaceOf } from '../feature-space-of.ts';
import type { InputMap } from '../input-map/input-map.ts';
import { inferInputs } from '../inputs/infer-inputs.ts';
import { mappedInputs } from '../inputs/mapped-inputs.ts';
import type { BoundInput } from '../inputs/bound-input.ts';
import { encodedColumns, type EncodedColumns } from '../networks/encoded-columns.ts';
import type { ReadModel } from './read-model.ts';

/** People, encoded, and what a file is given of them. */
export interface BoundColumns {
  readonly featureSpace: FeatureSpace;
  readonly inputs: readonly BoundInput[];
  /** What the columns of its network are; null for a black box. */
  readonly columns: EncodedColumns | null;
  readonly notes: readonly string[];
}

/** What columns are bound with. */
export interface ColumnsProblem {
  readonly name: string;
  readonly model: ReadModel;
  readonly people: People | null;
  readonly featureSpace: FeatureSpace | null;
  readonly inputMap: InputMap | undefined;
}

/**
 * Binds the inputs of a file to people. Where no feature space is given, levels in order that the file tells apart one by
 * one are encoded one by one, so that its network can be read over encoded columns.
 *
 * @throws ModelsError where it is not clear what the file is given.
 */
export function bindColumns(problem: ColumnsProblem): BoundColumns {
  const { people, model } = problem;
  const given = problem.featureSpace ?? model.metadata.featureSpace;
  if (given !== null || people === null) return bound(problem, given!, []);
  const plain = bound(problem, featureSpaceOf(people), []);
  const oneHot = plain.columns !== null && 'ordinals' in plain.columns ? plain.columns.ordinals : [];
  if (oneHot.length === 0) return plain;
  const better = bound(problem, featureSpaceOf(people, { oneHot }), oneHot);
  return better.columns !== null && 'columns' in better.columns ? better : plain;
}

function bound(
  { name, model, people, inputMap }: ColumnsProblem,
  featureSpace: FeatureSpace,
  oneHot: readonly string[],
): BoundColumns {
  const notes = new Set<string>();
  const context: BindingContext = { name, featureSpace, people, note: (sentence) => notes.add(sentence) };
  const { inputs, metadata, recognition } = model;
  const recognised = 'network' in recognition ? recognition.interface : null;
  const found =
    inputMap === undefined
      ? inferInputs(inputs, { metadata, recognised }, context)
      : mappedInputs(inputs, inputMap, context);
  if (oneHot.length > 0) {
    notes.add(
      `The file tells the levels of ${oneHot.map((one) => `"${one}"`).join(', ')} apart one by one, so they are encoded one ` +
        'by one: a change costs the same however far it goes.',
    );
  }
  return {
    ...{ featureSpace, inputs: found },
    columns: recognised === null ? null : encodedColumns(recognised, found),
    notes: [...notes],
  };
}
