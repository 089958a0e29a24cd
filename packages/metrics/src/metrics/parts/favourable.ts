import type { AcceptanceDriftInput } from '../acceptance-drift.ts';
import { checkValue, classLabel } from '../../internals/check.ts';
import { readColumns } from '../../internals/column.ts';

/** `[rows]`: 1 where the model predicts the favourable class. */
export function favourable(origin: string, input: AcceptanceDriftInput) {
  const { teacherPrediction, studentPrediction } = readColumns(origin, input, {
    teacherPrediction: classLabel,
    studentPrediction: classLabel,
  });
  const target = checkValue(origin, 'target', input.target, classLabel);
  const isTarget = (prediction: number) => Number(prediction === target);
  return { teacher: teacherPrediction.map(isTarget), student: studentPrediction.map(isTarget) };
}
