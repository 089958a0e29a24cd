import type { ActionPolicy, PreparedDataset, ReadableRow } from '@cfq/datasets';
import { actionSetFromFeatureSpace, solvers } from '@cfq/recourse';
import {
  deniedRows,
  favourableClass,
  fitReference,
  modelLogits,
  predictModel,
  type DecisionRule,
} from '@cfq/training';

/** Somebody who was denied, before and after an action as they would read it, and what the model says to who did it. */
export interface Advised {
  readonly before: ReadableRow;
  readonly after: ReadableRow;
  /** Margin at the values that were named, encoded anew. */
  readonly margin: number;
}

/** What {@link adviseDenied} needs. */
export interface AdviceRequest {
  readonly dataset: PreparedDataset;
  readonly policy: ActionPolicy | undefined;
  readonly decision?: DecisionRule;
  /** Issue margins. */
  readonly margins: readonly number[];
  /** At most so many of the denied test rows are advised. */
  readonly people: number;
}

/**
 * Actions for denied test rows of a logistic regression, for those who have one, at each margin. Advice is read as a person
 * reads it: decoded, and what is named there is encoded again and shown to the model.
 */
export async function adviseDenied(request: AdviceRequest): Promise<Advised[][]> {
  const { dataset, policy, decision, margins, people } = request;
  const { featureSpace, encoder, test } = dataset;
  const { width } = featureSpace;
  const { model, parameters } = await fitReference({ dataset, decision });
  const marginsOf = async (x: { data: Float32Array; shape: readonly number[] }) => {
    const { data } = await predictModel(model, parameters, x);
    return Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
  };
  const denied = deniedRows(await predictModel(model, parameters, test.x)).slice(0, people);
  const x = {
    data: Float32Array.from(denied.flatMap((row) => [...test.x.data.slice(row * width, (row + 1) * width)])),
    shape: [denied.length, width] as [number, number],
  };
  const { byMargin } = await solvers.slp.solve({
    model: { logits: modelLogits(model), parameters, target: favourableClass },
    x,
    actionSet: actionSetFromFeatureSpace(featureSpace, policy),
    cost: { norm: 'l1' },
    margins,
    seed: 0,
  });
  const before = encoder.decodeRows(x);
  const advised: Advised[][] = [];
  for (const { delta, valid } of byMargin) {
    const reached = x.data.map((value, at) => Math.fround(value + delta.data[at]!));
    const after = encoder.decodeRows({ data: reached, shape: x.shape });
    const done = await marginsOf(encoder.encodeRows(after));
    advised.push(
      before.flatMap((one, row) =>
        valid[row] === 1 ? [{ before: one, after: after[row]!, margin: done[row]! }] : [],
      ),
    );
  }
  return advised;
}
