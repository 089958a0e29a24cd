import type { AcceptanceDriftInput } from './acceptance-drift.ts';
import { classLabel } from './check.ts';
import { readColumns } from './column.ts';

/** `[rows]`: 1 where the model predicts the favourable class. */
export function favourable(origin: string, input: AcceptanceDriftInput) {
  const { teacherPrediction, studentPrediction, target } = readColumns(origin, input, {
    teacherPrediction: classLabel,
    studentPrediction: classLabel,
    target: classLabel,
  });
  const isTarget = (prediction: number, index: number) => Number(prediction === target[index]);
  return { teacher: teacherPrediction.map(isTarget), student: studentPrediction.map(isTarget) };
}
