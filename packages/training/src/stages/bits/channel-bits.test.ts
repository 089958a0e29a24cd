import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { bitsOfCodes, denseNetwork, referenceLogits, type Network } from '@cfq/network';
import { decode, lsq } from '@cfq/quantizers';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { beforeAll, describe, expect, it } from 'vitest';
import { methods } from '../../methods/methods.ts';
import type { QuantizedStudent } from '../../student/student.ts';
import { trainStudent } from '../../student/train-student.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import type { Teacher } from '../../model/teacher.ts';
import { teacherRecourse } from '../../recourse/teacher-recourse.ts';
import { syntheticProblem } from '../../test-help/synthetic-problem.ts';
import { channelLosses } from './channel-losses.ts';

const rounded = (_: string, weight: NDArray, bits: number): Float32Array =>
  decode(lsq.encode(weight, lsq.init(weight, bits, { axis: 1 }), bits)).data as Float32Array;
const marginsOf = (network: Network, x: NDArray): number[] => {
  const { data } = referenceLogits(network, x);
  return Array.from({ length: x.shape[0]! }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
};
const nested = (seed: number, rows: number, columns: number): number[][] => {
  const { data } = randomStream(seed).normal([rows, columns]);
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
};

describe('channelLosses', () => {
  it('are what margins move by, exactly where every unit stays on its side', () => {
    // Biases so large that all units fire: the network is linear, and its first order is all there is.
    const layers = [{ weight: nested(1, 3, 4), bias: [50, 50, 50, 50] }, { weight: nested(2, 4, 2) }];
    const network = denseNetwork(layers);
    const x = randomStream(3).normal([20, 3]);
    const before = marginsOf(network, x);
    const losses = channelLosses(network, x, rounded, [2, 3]);
    expect(losses.map(({ channel, inputs }) => [channel, inputs])).toEqual([
      ...[0, 1, 2, 3].map((channel) => [channel, 3]),
      ...[0, 1].map((channel) => [channel, 4]),
    ]);
    losses.forEach(({ layer, channel, loss }) => {
      const at = network.layers.findIndex(({ name }) => name === layer);
      const { weight } = layers[at]!;
      const flat = ndarray(Float32Array.from(weight.flat()), [weight.length, weight[0]!.length]);
      [2, 3].forEach((bits, candidate) => {
        const values = rounded(layer, flat, bits);
        const moved = weight.map((row, input) =>
          row.map((value, output) => (output === channel ? values[input * row.length + output]! : value)),
        );
        const after = marginsOf(
          denseNetwork(layers.map((one, own) => (own === at ? { ...one, weight: moved } : one))),
          x,
        );
        const mean =
          after.reduce((sum, margin, row) => sum + (margin - before[row]!) ** 2, 0) / before.length;
        expect(loss[candidate]).toBeCloseTo(mean, 3);
      });
    });
  });
});

describe('by-channel', () => {
  const { dataset, model } = syntheticProblem();
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  let [teacher, student]: [teacher?: Teacher, student?: QuantizedStudent] = [];

  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0 });
    const recourse = await teacherRecourse({ teacher, dataset, actionSet });
    const made = await trainStudent({
      ...{ method: methods['cfq-channels'], teacher, dataset, recourse, actionSet },
      ...{ budgetBits: 3, seed: 0, steps: 50 },
    });
    if (made.kind === 'quantized') student = made;
  });

  it('keeps to the budget over all channels, spends what no channel can use better, and says the average of the codes', () => {
    const { network } = student!.deployed;
    const widths = network.layers.map(({ weight }) => {
      if (weight.kind !== 'affine') throw new Error('codes');
      return {
        bits: bitsOfCodes(weight),
        count: weight.codes.length,
        widest: weight.bits,
        of: weight.channelBits,
      };
    });
    const average =
      widths.reduce((sum, { bits }) => sum + bits, 0) / widths.reduce((sum, { count }) => sum + count, 0);
    expect(average).toBeCloseTo(student!.averageBits, 12);
    expect(average).toBeLessThanOrEqual(3);
    expect(average).toBeGreaterThan(2.5);
    expect(student!.allocation.map(({ bits }) => bits)).toEqual(widths.map(({ widest }) => widest));
    expect(widths.some(({ of }) => new Set(of).size > 1)).toBe(true);
  });

  it('refuses a quantizer that has one width a layer, by name', async () => {
    const own = methods['cfq-channels'];
    const method = { ...own, weights: { ...own.weights, quantizer: lsq } };
    const problem = { method, teacher: teacher!, dataset, budgetBits: 3, seed: 0 };
    const recourse = await teacherRecourse({ teacher: teacher!, dataset, actionSet });
    await expect(trainStudent({ ...problem, recourse })).rejects.toThrow(
      /bits by channel need a quantizer of weights with a width for each channel \(expected lsq-channels, got lsq\)/,
    );
  });
});
