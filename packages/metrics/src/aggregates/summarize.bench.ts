import { bench, describe } from 'vitest';
import {
  bootstrapIntervals,
  counterfactualRecourseGapMedian,
  parseRecord,
  serializeRecord,
  validityDrop,
} from '../index.ts';
import { summarize } from './index.ts';
import { randomRecord } from '../testing/random-record.ts';

/** The size of the Adult test file. */
const rows = 16_281;
const record = randomRecord({ seed: 0, test: rows, features: 100, density: 0.04 });
const teacherValid = new Uint8Array(rows).fill(1);
const prediction = Int32Array.from({ length: rows }, (_, row) => Number(row % 7 > 0));
const drop = validityDrop({
  teacherValid,
  studentPredictionAtTeacherRecourse: prediction,
  favourableClass: 1,
});
const cost = Float32Array.from({ length: rows }, (_, row) => 1 + (row % 101));
const valid = { teacherValid, studentValid: teacherValid };
const median = counterfactualRecourseGapMedian({
  ...valid,
  teacherCost: cost,
  studentCost: cost.toReversed(),
});
const text = serializeRecord(record);

describe('16 281 rows', () => {
  bench('validityDrop: 1000 resamples', () => void bootstrapIntervals({ statistics: { drop } }), {
    iterations: 5,
  });
  bench('median gap: 1000 resamples', () => void bootstrapIntervals({ statistics: { median } }), {
    iterations: 5,
  });
  bench('summarize: estimates only', () => void summarize(record, { resamples: 0, subgroups: false }), {
    iterations: 3,
  });
  bench('summarize: 1000 resamples', () => void summarize(record, { subgroups: false }), {
    iterations: 1,
    warmupIterations: 0,
  });
  bench('serializeRecord', () => void serializeRecord(record), { iterations: 3 });
  bench('parseRecord', () => void parseRecord(text), { iterations: 3 });
});
