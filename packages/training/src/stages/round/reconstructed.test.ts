import { createCompileScope, ndarray, randomStream, type NDArray } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { pact, uniformSymmetric } from '@cfq/quantizers';
import { afterAll, describe, expect, it } from 'vitest';
import { mlp } from '../../model/mlp.ts';
import { networkOfModel } from '../../model/network-of-model.ts';
import { correlated, errorsOnRows } from '../../test-help/layer-errors.ts';
import { TrainingError } from '../../training-error.ts';
import type { StartedSetting } from '../student-setting.ts';
import { fitBlock } from './reconstruct/fit-block.ts';
import { outputImportance } from './reconstruct/output-importance.ts';
import { reconstructed } from './reconstructed.ts';

const scope = createCompileScope();
afterAll(() => scope[Symbol.asyncDispose]());
const setting = { seed: 0, threads: 1, scope, report: () => undefined } as unknown as StartedSetting;

const [width, outputs, bits] = [5, 2, 2] as const;

/** A layer without a ReLU, few enough weights to try every way of rounding them. */
function tiny(seed: number) {
  const weight = randomStream(seed, 'weight').normal([width, outputs]);
  const bias = ndarray(new Float32Array(outputs), [outputs]);
  const learned = uniformSymmetric.initLeastSquares!(weight, bits, { axis: 1 });
  const inputs = correlated(seed, 64, width);
  const targets = new Float32Array(64 * outputs);
  for (let row = 0; row < 64; row += 1) {
    for (let j = 0; j < outputs; j += 1) {
      for (let i = 0; i < width; i += 1) {
        targets[row * outputs + j]! += inputs.data[row * width + i]! * weight.data[i * outputs + j]!;
      }
    }
  }
  const grid = { quantizer: uniformSymmetric, learned, bits };
  return { weight, bias, grid, inputs, targets: ndarray(targets, [64, outputs]), scale: learned.scale.data };
}

const fitted = async (problem: ReturnType<typeof tiny>, mask: NDArray | null = null): Promise<NDArray> => {
  const { weight, bias, grid, inputs, targets } = problem;
  const rounded = await fitBlock(setting, {
    block: {
      layers: [{ layer: 'only', bits, hiddenBits: null }],
      weights: uniformSymmetric,
      activations: pact,
    },
    layers: { only: { weight, bias, grid, mask, hidden: {} } },
    ...{ inputs, targets, importance: null, updates: 300 },
  });
  return rounded['only']!;
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const within = (code: number): number => Math.min(Math.max(code, -2), 1);

describe('roundings fitted to the outputs of a layer', () => {
  it('are never worse than to nearest, and close to the best of all roundings', async () => {
    let [nearest, reached, best] = [0, 0, 0];
    for (const seed of [0, 1, 2, 3]) {
      const problem = tiny(seed);
      const { weight, inputs, scale } = problem;
      const ratio = Array.from(weight.data, (w, at) => w / scale[at % outputs]!);
      const all = ratio.reduce<number[][]>(
        (some, value, at) =>
          some.flatMap((before) =>
            [...new Set([within(Math.floor(value)), within(Math.floor(value) + 1)])].map((code) => [
              ...before,
              code * scale[at % outputs]!,
            ]),
          ),
        [[]],
      );
      const errorOf = (some: ArrayLike<number>): number =>
        total(errorsOnRows(inputs, weight, ndarray(Float32Array.from(some), weight.shape)));
      const errors = all.map(errorOf).sort((a, b) => a - b);
      const found = errorOf((await fitted(problem)).data);
      const plain = errorOf(ratio.map((value, at) => within(Math.round(value)) * scale[at % outputs]!));
      expect(found).toBeLessThanOrEqual(plain * (1 + 1e-5));
      expect(found).toBeGreaterThanOrEqual(errors[0]! * (1 - 1e-5));
      [nearest, reached, best] = [nearest + plain, reached + found, best + errors[0]!];
    }
    expect(reached - best).toBeLessThan(0.25 * (nearest - best));
  });

  it('leave pruned weights at zero', async () => {
    const problem = tiny(5);
    const mask = ndarray(
      Float32Array.from(problem.weight.data, (_, at) => Number(at % 3 !== 0)),
      problem.weight.shape,
    );
    const { data } = await fitted(problem, mask);
    mask.data.forEach((kept, at) => kept === 0 && expect(data[at]).toBe(0));
  });

  it('are what they are said to be made of, or refused', () => {
    expect(reconstructed({ layers: 2, importance: 'fisher' }).options).toEqual({
      layers: 2,
      importance: 'fisher',
      updates: 400,
    });
    for (const wrong of [{ layers: 0 }, { layers: 1.5 }, { updates: 49 }]) {
      expect(() => reconstructed(wrong)).toThrow(TrainingError);
    }
  });
});

describe('importance of outputs', () => {
  const model = mlp({ inputWidth: 3, hidden: [4] });
  const parameters = model.init(randomStream(3));
  const x = randomStream(4).normal([6, 3]);

  it('is the Fisher information of the model’s own probabilities, by finite differences', async () => {
    const probabilities = (logits: readonly number[]): number[] => {
      const parts = logits.map(Math.exp);
      return parts.map((part) => part / total(parts));
    };
    // The last layer on its own reads the hidden outputs, which can then be moved.
    const { weight, bias } = parameters['dense1']!;
    const tail = networkOfModel(mlp({ inputWidth: 4, hidden: [] }), { dense0: { weight, bias } });
    const logitsOf = (hidden: readonly number[]): number[] => [
      ...referenceLogits(tail, ndarray(hidden, [1, 4])).data,
    ];
    const step = 1e-2;
    const slopes = (at: (moved: number) => number[]): number[] => {
      const [up, down] = [step, -step].map((moved) => probabilities(at(moved)).map(Math.log));
      return up!.map((value, index) => (value - down![index]!) / (2 * step));
    };
    const common = { model, parameters, x, scope };
    const ofHidden = await outputImportance({ ...common, layer: 'dense0', outputs: 4 });
    const ofLogits = await outputImportance({ ...common, layer: 'dense1', outputs: 2 });
    const first = parameters['dense0']!;
    for (let row = 0; row < 6; row += 1) {
      const hidden = Array.from({ length: 4 }, (_, j) => {
        const sums = [0, 1, 2].map((i) => x.data[3 * row + i]! * first.weight.data[4 * i + j]!);
        return Math.max(0, total(sums) + first.bias.data[j]!);
      });
      const logits = logitsOf(hidden);
      const p = probabilities(logits);
      const moved = (values: readonly number[], at: number) => (by: number) =>
        values.map((value, index) => value + (index === at ? by : 0));
      const fisher = (at: (by: number) => number[]): number =>
        total(slopes(at).map((slope, index) => p[index]! * slope ** 2));
      for (let j = 0; j < 4; j += 1) {
        const wanted = fisher((by) => logitsOf(moved(hidden, j)(by)));
        expect(ofHidden.data[4 * row + j]).toBeCloseTo(wanted, 3);
      }
      for (let c = 0; c < 2; c += 1) {
        expect(ofLogits.data[2 * row + c]).toBeCloseTo(fisher(moved(logits, c)), 3);
      }
    }
  });
});
