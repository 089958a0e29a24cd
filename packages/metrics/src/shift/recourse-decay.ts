import { checkEqual, checkValue, classLabel, flag } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface RecourseDecayInput {
  /** `[rows]` flags: there is an action that is valid on the model it was made for. */
  readonly valid: Column;
  /** `[rows, models]` what later models predict where the action leads, in the order in which they come into use. */
  readonly predictionAfter: Matrix;
  /** The favourable class. */
  readonly favourableClass: number;
}

/** What becomes of advice as one model after the other decides. */
export interface RecourseDecay {
  /** One entry a model: the share of valid actions that it refuses. */
  readonly invalidated: readonly Statistic[];
  /** One entry a model: the share that it or one before it refuses. Never falls. */
  readonly everInvalidated: readonly Statistic[];
}

/**
 * Decay of recourse under shift of data and models: what share of the actions issued by one model each later model, trained
 * on newer data or otherwise, refuses. Range 0–1, 0 is best. A person needs time to act, and is judged by the model of that
 * day: `invalidated` tells of a person who arrives under that model, `everInvalidated` of one who may arrive at any time
 * until then.
 *
 * @returns shares; their count is the number of valid actions.
 * @throws MetricsError on sizes that disagree, a flag other than 0/1, a class that is no integer, or no later model.
 * @see Rawal, Kamar and Lakkaraju 2020, "Algorithmic Recourse in the Wild: Understanding the Impact of Data and Model
 *   Shifts" (arXiv 2012.11788).
 */
export function recourseDecay(input: RecourseDecayInput): RecourseDecay {
  const origin = 'recourseDecay';
  const { valid, predictionAfter } = readColumns(origin, input, {
    valid: flag,
    predictionAfter: matrixOf(classLabel),
  });
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  const models = input.predictionAfter.shape[1]!;
  checkEqual(origin, 'a model or more', true, models >= 1, 'Give a column for each later model.');
  const refused = (row: number, model: number) =>
    Number(predictionAfter[row * models + model] !== favourableClass);
  const firstRefusal = valid.map((_, row) => {
    let model = 0;
    while (model < models && refused(row, model) === 0) model += 1;
    return model;
  });
  const each = Array.from({ length: models }, (_, model) => model);
  return {
    invalidated: each.map((model) => meanOver(valid, (row) => refused(row, model))),
    everInvalidated: each.map((model) => meanOver(valid, (row) => Number(firstRefusal[row]! <= model))),
  };
}
