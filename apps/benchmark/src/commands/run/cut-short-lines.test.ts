import type { RecourseRecord } from '@cfq/metrics';
import { expect, it } from 'vitest';
import { cellSchema } from '../../cells/cell.ts';
import { cellFromRecord } from '../../cells/cell-from-record.ts';
import { sampleCell } from '../../testing/sample-cell.ts';
import { cutShortLines } from './cut-short-lines.ts';

/** One person, denied, whom both models give the same action. */
const record = (about: RecourseRecord['about']): RecourseRecord => {
  const denied = new Int32Array(1);
  const none = {
    exists: { data: new Uint8Array(0), shape: [1, 0] },
    teacherPrediction: { data: new Int32Array(0), shape: [1, 0] },
    studentPrediction: { data: new Int32Array(0), shape: [1, 0] },
  };
  const solved = {
    delta: { data: Float32Array.of(1), shape: [1, 1] },
    cost: Float32Array.of(1),
    valid: Uint8Array.of(1),
  };
  const granted = {
    studentPrediction: Int32Array.of(1),
    teacherMargin: Float32Array.of(1),
    studentMargin: Float32Array.of(1),
  };
  return {
    about,
    favourableClass: 1,
    test: { label: denied, teacherPrediction: denied, studentPrediction: denied, subgroups: {} },
    population: Int32Array.of(0),
    nearMiss: { short: { fractions: [], ...none }, allButOne: none },
    margins: [{ kappa: 0, teacher: solved, student: solved, atTeacherRecourse: granted }],
  };
};

it('tells of each teacher once and of each student, and of nobody where every search came to its end', () => {
  const cells = ['lsq', 'kd'].map((method, student) => {
    const facts = sampleCell({ method });
    const about = { teacherCutShort: 3, ...(student > 0 && { studentCutShort: student }) };
    return cellSchema.parse({ ...facts, cutShort: cellFromRecord(record(about), facts).cutShort });
  });
  const [first, second, end, ...more] = cutShortLines(cells);
  expect(first).toMatch(
    /seed 0, teacher: searches of 3 of \d+ people were cut short; cheaper actions may exist$/,
  );
  expect(second).toMatch(/seed 0, kd at .* bits: searches of 1 of \d+ people/);
  expect([end, ...more]).toEqual(['']);
  const facts = sampleCell({});
  expect(cellFromRecord(record({}), facts)).not.toHaveProperty('cutShort');
  expect(cutShortLines([facts])).toEqual([]);
});
