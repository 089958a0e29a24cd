import { randomStream } from '@cfq/jit';
import { decode, uniformSymmetric } from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { totalBits } from '../../average-bits.ts';
import { haqAllocation, haqAllocationBy } from './haq-allocation.ts';
import { haqSearch } from './haq-search.ts';
import { adam, backward, forward, smallNetwork } from './small-network.ts';
import { withinCapacity } from './within-capacity.ts';

const layers = [
  { layer: 'dense0', parameters: 13824 },
  { layer: 'dense1', parameters: 8192 },
  { layer: 'dense2', parameters: 128 },
];
const candidates = [2, 3, 4, 8];
const budgetBits = 3.5;

/** Every allocation of three layers within the budget. */
const within = candidates
  .flatMap((a) => candidates.flatMap((b) => candidates.map((c) => [a, b, c])))
  .map((widths) => layers.map(({ layer }, at) => ({ layer, bits: widths[at]! })))
  .filter((allocation) => totalBits(layers, allocation) <= budgetBits * 22144);

const totalSize = (some: readonly { readonly parameters: number }[]): number =>
  some.reduce((sum, { parameters }) => sum + parameters, 0);

describe('haq', () => {
  it('finds the optimum of brute force for a loss that is no sum over layers, whatever the seed', async () => {
    // Rounding errors that multiply, as through a network: no table of single layers knows it.
    const jointLoss = (widths: readonly { readonly bits: number }[]): number =>
      widths.reduce((product, { bits }, at) => product * (1 + [0.4, 3, 6][at]! * 4 ** -(bits - 1)), 1);
    const least = Math.min(...within.map(jointLoss));
    for (const seed of [0, 1, 2, 3, 4]) {
      const found = await haqAllocationBy(jointLoss, { layers, budgetBits, seed });
      expect(jointLoss(found)).toBe(least);
    }
  });

  it('finds the optimum of brute force for a net of three layers, all of it rounded at once', async () => {
    const widths = [6, 12, 8, 2];
    const stream = randomStream(5, 'three layers');
    const net = widths.slice(1).map((outputs, at) => ({
      layer: `dense${at}`,
      weight: stream.split('weight', at).normal([widths[at]!, outputs]),
    }));
    const sizes = net.map(({ layer, weight }) => ({ layer, parameters: weight.data.length }));
    const rows = Array.from({ length: 40 }, (_, row) => [...stream.split('row', row).normal([6]).data]);
    const rounded = net.map(({ weight }) =>
      Object.fromEntries(
        candidates.map((bits) => {
          const parameters = uniformSymmetric.init(weight, bits, { observer: 'mse' });
          return [bits, decode(uniformSymmetric.encode(weight, parameters, bits)).data];
        }),
      ),
    );
    const outputsOf = (weights: readonly ArrayLike<number>[]): number[] =>
      rows.flatMap((row) =>
        weights.reduce<number[]>((inputs, weight, at) => {
          const count = widths[at + 1]!;
          const sums = Array.from({ length: count }, (_, j) =>
            inputs.reduce((sum, value, i) => sum + value * weight[i * count + j]!, 0),
          );
          return at === 2 ? sums : sums.map((sum) => Math.max(sum, 0));
        }, row),
      );
    const exact = outputsOf(net.map(({ weight }) => weight.data));
    const lossOf = (allocation: readonly { readonly bits: number }[]): number =>
      outputsOf(allocation.map(({ bits }, at) => rounded[at]![bits]!)).reduce(
        (sum, value, at) => sum + (value - exact[at]!) ** 2,
        0,
      );
    const all = candidates.flatMap((a) => candidates.flatMap((b) => candidates.map((c) => [a, b, c])));
    const affordable = all
      .map((some) => sizes.map(({ layer }, at) => ({ layer, bits: some[at]! })))
      .filter((allocation) => totalBits(sizes, allocation) <= budgetBits * totalSize(sizes));
    const least = Math.min(...affordable.map(lossOf));
    for (const seed of [0, 1, 2]) {
      const found = await haqAllocationBy(lossOf, { layers: sizes, budgetBits, seed });
      expect(lossOf(found)).toBe(least);
    }
  });

  it('comes nearer to the optimum than its draws at random, for one of two seeds at least', () => {
    const many = Array.from({ length: 6 }, (_, at) => ({ layer: `layer${at}`, parameters: 100 * (at + 1) }));
    const loss = many.map((_, at) => candidates.map((bits) => (at % 3 === 0 ? 8 : 1) * 4 ** -bits));
    const lossOf = (allocation: readonly { bits: number }[]): number =>
      allocation.reduce((sum, { bits }, at) => sum + loss[at]![candidates.indexOf(bits)]!, 0);
    const wins = [0, 1].filter((seed) => {
      const problem = { layers: many, budgetBits: 4, seed };
      const draws: number[] = [];
      const search = haqSearch({ ...problem, episodes: 100 });
      for (let step = search.next(); step.done !== true;) {
        draws.push(lossOf(step.value));
        step = search.next(draws.at(-1)!);
      }
      return lossOf(haqAllocation({ ...problem, loss, episodes: 100 })) < Math.min(...draws.slice(0, 30));
    });
    expect(wins.length).toBeGreaterThan(0);
  });

  it('repeats itself, proposes nothing twice and nothing beyond the budget', () => {
    const proposals = (): string[] => {
      const search = haqSearch({ layers, budgetBits, seed: 7, episodes: 60 });
      const seen: string[] = [];
      for (let step = search.next(); step.done !== true;) {
        expect(totalBits(layers, step.value) / 22144).toBeLessThanOrEqual(budgetBits);
        seen.push(step.value.map(({ bits }) => bits).join('-'));
        step = search.next(seen.length % 5);
      }
      return seen;
    };
    const first = proposals();
    expect(new Set(first).size).toBe(first.length);
    expect(proposals()).toEqual(first);
  });

  it('keeps to a limit of another cost; refuses a loss that is none, and stops when told', async () => {
    const limit = { unit: 'coins', cost: layers.map(() => [5, 1, 1, 2]), most: 4 };
    const found = haqAllocation({ layers, budgetBits: 1, limit, loss: layers.map(() => [0, 3, 2, 1]) });
    expect(found.map(({ bits }) => bits).sort((a, b) => a - b)).toEqual([4, 4, 8]);
    await expect(haqAllocationBy(() => Number.NaN, { layers, budgetBits })).rejects.toThrow(/NaN/);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(haqAllocationBy(() => 0, { layers, budgetBits, signal })).rejects.toThrow('enough');
    expect(() =>
      haqAllocation({ layers, budgetBits, episodes: 0, loss: layers.map(() => [3, 2, 1, 0]) }),
    ).toThrow(/episodes/);
  });
});

describe('withinCapacity', () => {
  it('narrows the last layer first, round and round, until it fits', () => {
    const cost = [
      [1, 2, 3],
      [1, 2, 3],
    ];
    expect(withinCapacity([2, 2], { cost, capacity: 6, text: '' })).toEqual([2, 2]);
    expect(withinCapacity([2, 2], { cost, capacity: 5, text: '' })).toEqual([2, 1]);
    expect(withinCapacity([2, 2], { cost, capacity: 4, text: '' })).toEqual([1, 1]);
    expect(withinCapacity([2, 2], { cost, capacity: 2, text: '' })).toEqual([0, 0]);
  });
});

describe('the small network', () => {
  const network = smallNetwork([3, 5, 4, 2], randomStream(3));
  const input = Float64Array.of(0.3, -0.7, 1.1);
  const slope = Float64Array.of(1, -2);
  const value = (parameters: Float64Array, at: Float64Array): number =>
    forward({ ...network, parameters }, at)
      .outputs.at(-1)!
      .reduce((sum, output, index) => sum + slope[index]! * output, 0);

  it('has the gradients of finite differences', () => {
    const gradient = new Float64Array(network.parameters.length);
    const inputGradient = backward(network, forward(network, input), slope, gradient);
    const moved = (from: Float64Array, at: number, by: number) =>
      from.map((own, index) => own + (index === at ? by : 0));
    const { parameters } = network;
    gradient.forEach((own, at) => {
      const difference =
        value(moved(parameters, at, 1e-6), input) - value(moved(parameters, at, -1e-6), input);
      expect(own).toBeCloseTo(difference / 2e-6, 6);
    });
    inputGradient.forEach((own, at) => {
      const difference =
        value(parameters, moved(input, at, 1e-6)) - value(parameters, moved(input, at, -1e-6));
      expect(own).toBeCloseTo(difference / 2e-6, 6);
    });
  });

  it('learns a curve', () => {
    const learner = smallNetwork([1, 16, 1], randomStream(5));
    const step = adam(learner, 0.01);
    const points = Array.from({ length: 21 }, (_, at) => at / 10 - 1);
    const error = (): number =>
      points.reduce(
        (sum, x) => sum + (forward(learner, Float64Array.of(x)).outputs.at(-1)![0]! - x * x) ** 2,
        0,
      );
    const before = error();
    for (let round = 0; round < 400; round += 1) {
      const gradient = new Float64Array(learner.parameters.length);
      for (const x of points) {
        const pass = forward(learner, Float64Array.of(x));
        backward(learner, pass, Float64Array.of(2 * (pass.outputs.at(-1)![0]! - x * x)), gradient);
      }
      step(gradient);
    }
    expect(error()).toBeLessThan(0.02 * before);
  });
});
