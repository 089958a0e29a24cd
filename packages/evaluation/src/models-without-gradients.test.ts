import { packNetwork } from '@cfq/deploy';
import { randomStream } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { actionSet } from '@cfq/recourse';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  favourableMargins,
  onnxModel,
  rowsModel,
  tracedModel,
  type EvaluatedModel,
} from './index.ts';
import { smallNetwork, smallStudent } from './testing/small-network.ts';

const x = randomStream(3, 'people').normal([60, 3]);
const labels = Array.from({ length: 60 }, (_, row) => row % 2);
const free = actionSet({
  width: 3,
  sparsity: 3,
  features: ['a', 'b', 'c'].map((name, start) => ({ name, kind: 'numeric', start, lower: -3, upper: 3 })),
});
const teacher = tracedModel(smallStudent());

const against = (student: EvaluatedModel, rest = {}) =>
  evaluate({ teacher, student, x, labels, actionSet: free, ...rest });

const byHand = rowsModel(
  (rows) => {
    const data = Float32Array.from(rows.flatMap((row) => [...row]));
    return favourableMargins(referenceLogits(smallNetwork, { data, shape: [rows.length, 3] }));
  },
  { name: 'plain loops' },
);

describe('a model that gives margins alone', () => {
  it('is refused by name where the solver needs a gradient', async () => {
    await expect(against(byHand)).rejects.toThrow(
      /can search the student \(expected a model with a gradient for "slp", got "plain loops"/,
    );
  });

  it.each<[string, () => Promise<EvaluatedModel>]>([
    ['the file a network is packed into', async () => onnxModel((await packNetwork(smallNetwork)).bytes)],
    ['plain loops over rows', () => Promise.resolve(byHand)],
  ])('is the teacher it was made from: %s', async (_, made) => {
    const record = await against(await made(), { finiteDifferences: {} });
    expect(record.population.length).toBeGreaterThan(10);
    expect(record.test.studentPrediction).toEqual(record.test.teacherPrediction);
    const { teacher: found, student, atTeacherRecourse } = record.margins[1]!;
    expect(found.valid.reduce((sum, ok) => sum + ok, 0)).toBeGreaterThan(10);
    found.valid.forEach((ok, row) => {
      if (ok === 0) return;
      expect(atTeacherRecourse.studentPrediction[row]).toBe(1);
      expect(atTeacherRecourse.studentMargin[row]).toBeCloseTo(atTeacherRecourse.teacherMargin[row]!, 3);
      // Differences may lead the search elsewhere where a step crosses a kink; the price is close.
      expect(student.valid[row]).toBe(1);
    });
    const total = ({ cost, valid }: typeof found) =>
      cost.reduce((sum, one, row) => sum + (valid[row] === 1 && found.valid[row] === 1 ? one : 0), 0);
    expect(Math.abs(total(student) / total(found) - 1)).toBeLessThan(0.05);
  });
});
