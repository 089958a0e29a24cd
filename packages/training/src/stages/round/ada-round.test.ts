import { prepareDataset, syntheticDataset } from '@cfq/datasets';
import { beforeAll, describe, expect, it } from 'vitest';
import { logisticRegression } from '../../model/logistic-regression.ts';
import { cfPtqFaithfulMethod } from '../../methods/cf-ptq-faithful.ts';
import type { QuantizedMethod } from '../../recipe/method.ts';
import { distil } from '../../terms/distil.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import { trainStudent } from '../../student/train-student.ts';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../bits/allocated-bits.ts';
import type { QuantizedStudent } from '../../student/student.ts';
import type { Teacher } from '../../model/teacher.ts';
import { codesOf } from '../../test-help/layer-of.ts';

const seed = 0;
const budgetBits = 2;
const dataset = prepareDataset(syntheticDataset({ shape: 'linear', rows: 500, seed, noise: 0.05 }), { seed });
const width = dataset.featureSpace.width;
/** One layer of `2 · width` weights: few enough to try every way of rounding them. */
const model = logisticRegression({ inputWidth: width });
const { layer } = model.layers[0]!;
let teacher: Teacher;
let fitted: QuantizedStudent;

const recipe: QuantizedMethod = {
  ...cfPtqFaithfulMethod,
  weights: { ...cfPtqFaithfulMethod.weights, perChannel: false },
  bits: allocatedBits(uniform),
  terms: [{ term: distil, weight: 1 }],
  training: { ...cfPtqFaithfulMethod.training, trainable: 'quantizers' },
};

beforeAll(async () => {
  teacher = await trainTeacher({ model, dataset, seed });
  const student = await trainStudent({ method: recipe, teacher, dataset, budgetBits, seed, steps: 1000 });
  if (student.kind !== 'quantized') throw new Error('quantized');
  fitted = student;
}, 60_000);

/** Mean squared error of the margin on the training rows, of weights on the grid. */
function marginError(codes: readonly number[], scale: number): number {
  const { x } = dataset.train;
  const exact = teacher.parameters[layer]!.weight.data;
  const error = Array.from({ length: width }, (_, i) => {
    const quantized = (codes[2 * i + 1]! - codes[2 * i]!) * scale;
    return quantized - (exact[2 * i + 1]! - exact[2 * i]!);
  });
  let sum = 0;
  for (let row = 0; row < x.shape[0]; row += 1) {
    let margin = 0;
    for (let i = 0; i < width; i += 1) margin += x.data[row * width + i]! * error[i]!;
    sum += margin ** 2;
  }
  return sum / x.shape[0];
}

/** The one or two codes that a weight may take: those around it, within the grid. */
function neighbours(ratio: number): number[] {
  const within = (code: number): number => Math.min(Math.max(code, -2), 1);
  return [...new Set([within(Math.floor(ratio)), within(Math.floor(ratio) + 1)])];
}

describe('fitted roundings', () => {
  it('take one of the two codes around each weight', () => {
    const { codes, scale } = codesOf(fitted.deployed, layer);
    teacher.parameters[layer]!.weight.data.forEach((w, index) =>
      expect(neighbours(Math.fround(w / scale[0]!))).toContain(codes[index]),
    );
    expect(fitted.parameters.dense[layer]!.bias).toEqual(teacher.parameters[layer]!.bias);
  });

  it('are no worse than rounding to nearest, and close to the best of all roundings', () => {
    const { codes, scale } = codesOf(fitted.deployed, layer);
    const ratios = Array.from(teacher.parameters[layer]!.weight.data, (w) => Math.fround(w / scale[0]!));
    const all = ratios.reduce<number[][]>(
      (partial, ratio) => partial.flatMap((before) => neighbours(ratio).map((code) => [...before, code])),
      [[]],
    );
    expect(all.length).toBeGreaterThan(30);
    const errors = all.map((choice) => marginError(choice, scale[0]!)).sort((a, b) => a - b);
    const nearest = ratios.map((ratio) => Math.min(Math.max(Math.round(ratio), -2), 1));
    const reached = marginError(Array.from(codes), scale[0]!);
    expect(reached).toBeLessThanOrEqual(marginError(nearest, scale[0]!) + 1e-12);
    expect(errors.filter((error) => error < reached).length).toBeLessThan(0.05 * errors.length);
  });
});
