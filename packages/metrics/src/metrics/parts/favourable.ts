import { checkValue, classLabel } from '../../internals/check.ts';
import { readColumns } from '../../internals/column.ts';
import type { PredictionsInput } from '../agreement.ts';

export interface FavourableInput extends PredictionsInput {
  /** The favourable class. */
  readonly favourableClass: number;
}

/** `[rows]`: 1 where the model predicts the favourable class. */
export function favourable(origin: string, input: FavourableInput) {
  const { teacherPrediction, studentPrediction } = readColumns(origin, input, {
    teacherPrediction: classLabel,
    studentPrediction: classLabel,
  });
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  const isFavourable = (prediction: number) => Number(prediction === favourableClass);
  return { teacher: teacherPrediction.map(isFavourable), student: studentPrediction.map(isFavourable) };
}
