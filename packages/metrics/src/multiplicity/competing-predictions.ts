import { checkEqual, classLabel } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';

export interface CompetingInput {
  /** `[rows]` the baseline's prediction. */
  readonly prediction: Column;
  /** `[rows, models]` what each of the competing models predicts: models about as good as the baseline. */
  readonly competing: Matrix;
}

/**
 * Reads the baseline and its competitors.
 *
 * @returns `conflict(row, model)`: whether a competitor says otherwise.
 * @throws MetricsError on sizes that disagree, a class that is no integer, or no competing model.
 */
export function readCompeting(origin: string, input: CompetingInput) {
  const { prediction, competing } = readColumns(origin, input, {
    prediction: classLabel,
    competing: matrixOf(classLabel),
  });
  const models = input.competing.shape[1]!;
  checkEqual(origin, 'a model or more', true, models >= 1, 'Give a column for each competing model.');
  const conflict = (row: number, model: number) => competing[row * models + model] !== prediction[row];
  return { rows: prediction.length, models, conflict };
}
