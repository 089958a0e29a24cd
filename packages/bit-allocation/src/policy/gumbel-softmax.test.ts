import { jit, ndarray, randomStream, scalar, valueAndGrad, type Executor } from '@cfq/jit';
import { lsq, uniformSymmetric } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { bitCost, expectedAverageBits } from './bit-cost.ts';
import { geometricTemperature } from './geometric-temperature.ts';
import { gumbelSoftmax, layerSelection } from './gumbel-softmax.ts';
import { initialPolicy } from './initial-policy.ts';
import { mixedFakeQuantize } from './mixed-fake-quantize.ts';
import { policyLogProbabilities } from './harden-policy.ts';

const executors: readonly Executor[] = ['eager', 'onnx'];
const candidates = [2, 3, 4, 8];
const layers = [
  { layer: 'a', parameters: 30 },
  { layer: 'b', parameters: 10 },
];

describe.each(executors)('gumbelSoftmax, %s', (executor) => {
  it('the forward value is exactly one-hot at the largest noisy logit', async () => {
    const stream = randomStream(21);
    const logits = stream.normal([50, 4]);
    const noise = stream.gumbel([50, 4]);
    const run = jit(gumbelSoftmax, { executor });
    const { data, shape } = await run(logits, noise, scalar(5));
    expect(shape).toEqual([50, 4]);
    for (let row = 0; row < 50; row += 1) {
      const noisy = [0, 1, 2, 3].map((c) =>
        Math.fround(logits.data[4 * row + c]! + noise.data[4 * row + c]!),
      );
      const expected = noisy.map((value) => (value === Math.max(...noisy) ? 1 : 0));
      expect([...data.slice(4 * row, 4 * row + 4)]).toEqual(expected);
    }
    await run.dispose();
  });

  it('choices are distributed as the policy, whatever the temperature', async () => {
    const rows = 20_000;
    const run = jit(gumbelSoftmax, { executor });
    const logits = ndarray(Array.from({ length: rows }, () => [0, 1, -1, 0.5]).flat(), [rows, 4]);
    const expected = policyLogProbabilities(ndarray([0, 1, -1, 0.5], [1, 4]))[0]!.map(Math.exp);
    const { data } = await run(logits, randomStream(22).gumbel([rows, 4]), scalar(0.25));
    expected.forEach((probability, column) => {
      let hits = 0;
      for (let row = 0; row < rows; row += 1) hits += data[4 * row + column]!;
      const deviation = Math.sqrt((probability * (1 - probability)) / rows);
      expect(Math.abs(hits / rows - probability)).toBeLessThan(5 * deviation);
    });
    await run.dispose();
  });

  it('the gradient is that of the soft choice: finite differences of softmax((logits + g) / t)', async () => {
    const stream = randomStream(23);
    const logits = stream.normal([2, 4]);
    const noise = stream.gumbel([2, 4]);
    const weight = stream.normal([2, 4]);
    const temperature = 0.7;
    const gradient = valueAndGrad((p: tf.Tensor, g: tf.Tensor, w: tf.Tensor): tf.Scalar =>
      tf.sum(tf.mul(gumbelSoftmax(p, g, tf.scalar(temperature)), w)),
    );
    const run = jit((p: tf.Tensor, g: tf.Tensor, w: tf.Tensor) => gradient(p, g, w).gradients, { executor });
    const { data } = await run(logits, noise, weight);
    const soft = (at: ArrayLike<number>): number =>
      [0, 1].reduce((total, row) => {
        const powers = [0, 1, 2, 3].map((c) =>
          Math.exp((at[4 * row + c]! + noise.data[4 * row + c]!) / temperature),
        );
        const sum = powers.reduce((a, b) => a + b);
        return total + powers.reduce((acc, power, c) => acc + (power / sum) * weight.data[4 * row + c]!, 0);
      }, 0);
    for (let index = 0; index < 8; index += 1) {
      const moved = (by: number) => Array.from(logits.data, (value, i) => (i === index ? value + by : value));
      const slope = (soft(moved(1e-5)) - soft(moved(-1e-5))) / 2e-5;
      expect(data[index]).toBeCloseTo(slope, 4);
    }
    await run.dispose();
  });

  it('a mixed layer is the chosen candidate bit for bit, and tells the policy what each would do', async () => {
    const x = randomStream(24).normal([6, 5]);
    const upstream = randomStream(25).normal([6, 5]);
    const parameters = candidates.map((bits) => lsq.init(x, bits));
    const loss = (
      at: { z: tf.Tensor; steps: Record<'step', tf.Tensor>[] },
      w: tf.Tensor,
      dy: tf.Tensor,
    ): tf.Scalar =>
      tf.sum(
        tf.mul(
          mixedFakeQuantize({
            x: w,
            selection: at.z as tf.Tensor1D,
            candidates,
            quantizer: lsq,
            parameters: at.steps,
          }),
          dy,
        ),
      );
    const gradient = valueAndGrad(loss);
    const run = jit(
      (at: { z: tf.Tensor; steps: Record<'step', tf.Tensor>[] }, w: tf.Tensor, dy: tf.Tensor) =>
        gradient(at, w, dy).gradients,
      { executor },
    );
    const forward = jit(
      (z: tf.Tensor1D, steps: Record<'step', tf.Tensor>[], w: tf.Tensor) =>
        mixedFakeQuantize({ x: w, selection: z, candidates, quantizer: lsq, parameters: steps }),
      { executor },
    );
    const alone = jit((step: Record<'step', tf.Tensor>, w: tf.Tensor) => lsq.fakeQuantize(w, step, 3), {
      executor,
    });
    const z = ndarray([0, 1, 0, 0], [4]);
    const mixed = await forward(z, parameters, x);
    expect([...mixed.data]).toEqual([...(await alone(parameters[1]!, x)).data]);
    const { z: dz, steps } = await run({ z, steps: parameters }, x, upstream);
    for (const [index, bits] of candidates.entries()) {
      const one = jit((step: Record<'step', tf.Tensor>, w: tf.Tensor) => lsq.fakeQuantize(w, step, bits), {
        executor,
      });
      const { data } = await one(parameters[index]!, x);
      const inner = Array.from(data).reduce((sum, value, i) => sum + value * upstream.data[i]!, 0);
      expect(dz.data[index]).toBeCloseTo(inner, 3);
      if (bits === 3) expect(steps[index]!.step.data[0]).not.toBe(0);
      else expect(steps[index]!.step.data[0]).toBeCloseTo(0, 12);
      await one.dispose();
    }
    await Promise.all([run.dispose(), forward.dispose(), alone.dispose()]);
  });

  it('bit cost is the parameter-weighted sum, and its average the same per weight', async () => {
    const run = jit(
      (z: tf.Tensor2D): [tf.Tensor, tf.Tensor] => [
        bitCost(z, layers, candidates),
        expectedAverageBits(z, layers, candidates),
      ],
      { executor },
    );
    const [cost, average] = await run(ndarray([0, 0, 0, 1, 0.5, 0, 0.5, 0], [2, 4]));
    expect(cost.data[0]).toBe(30 * 8 + 10 * 3);
    expect(average.data[0]).toBeCloseTo((30 * 8 + 10 * 3) / 40, 5);
    await run.dispose();
  });
});

describe('the policy leaves its start', () => {
  const steps = 400;
  const penalty = 0.05;

  /** Layer `a` holds only -1, 0 and 1, exact at two bits; layer `b` is smooth and matters much. */
  const weights = [
    ndarray(
      Array.from({ length: 96 }, (_, index) => (index % 3) - 1),
      [96],
    ),
    ndarray(Array.from(randomStream(31).normal([64]).data), [64]),
  ];
  const importance = [1, 400];
  const sizes = [
    { layer: 'a', parameters: 96 },
    { layer: 'b', parameters: 64 },
  ];
  const fitted = weights.map((w) =>
    candidates.map((bits) => uniformSymmetric.init(w, bits, { observer: 'mse' })),
  );

  const objective = (
    logits: tf.Tensor,
    noise: tf.Tensor,
    temperature: tf.Tensor,
    tensors: tf.Tensor[],
    scales: Record<'scale', tf.Tensor>[][],
  ): tf.Scalar => {
    const selection = gumbelSoftmax(logits, noise, temperature);
    const errors = tensors.map((x, layer) => {
      const mixed = mixedFakeQuantize({
        x,
        selection: layerSelection(selection, layer),
        candidates,
        quantizer: uniformSymmetric,
        parameters: scales[layer]!,
      });
      return tf.mul(tf.mean(tf.square(tf.sub(mixed, x))), importance[layer]!);
    });
    const cost = tf.mul(expectedAverageBits(selection, sizes, candidates), penalty);
    return errors.reduce((sum, error) => tf.add(sum, error), cost) as tf.Scalar;
  };

  it.each(executors)(
    'for the optimum that brute force finds, from a start at 4 bits, %s',
    async (executor) => {
      const gradient = valueAndGrad(objective);
      const run = jit(
        (
          logits: tf.Tensor,
          noise: tf.Tensor,
          temperature: tf.Tensor,
          tensors: tf.Tensor[],
          scales: Record<'scale', tf.Tensor>[][],
        ) => gradient(logits, noise, temperature, tensors, scales).gradients,
        { executor },
      );
      const probe = jit(
        (selection: tf.Tensor1D, x: tf.Tensor, scales: Record<'scale', tf.Tensor>[]) =>
          tf.mean(
            tf.square(
              tf.sub(
                mixedFakeQuantize({
                  x,
                  selection,
                  candidates,
                  quantizer: uniformSymmetric,
                  parameters: scales,
                }),
                x,
              ),
            ),
          ),
        { executor: 'eager' },
      );
      const optimum: number[] = [];
      for (const [layer, x] of weights.entries()) {
        const totals = await Promise.all(
          candidates.map(async (bits, index) => {
            const oneHot = ndarray(
              candidates.map((_, c) => (c === index ? 1 : 0)),
              [4],
            );
            const { data } = await probe(oneHot, x, fitted[layer]!);
            return importance[layer]! * data[0]! + (penalty * bits * sizes[layer]!.parameters) / 160;
          }),
        );
        optimum.push(candidates[totals.indexOf(Math.min(...totals))]!);
      }
      expect(optimum).toEqual([2, 8]);

      const logits = Float32Array.from(initialPolicy({ layers: sizes, start: 4, confidence: 0.7 }).data);
      const mean = new Float32Array(8);
      const square = new Float32Array(8);
      const stream = randomStream(32);
      for (let step = 1; step <= steps; step += 1) {
        const temperature = scalar(geometricTemperature(step / steps));
        const { data } = await run(
          ndarray(logits, [2, 4]),
          stream.gumbel([2, 4]),
          temperature,
          weights,
          fitted,
        );
        data.forEach((slope: number, index: number) => {
          mean[index] = 0.9 * mean[index]! + 0.1 * slope;
          square[index] = 0.999 * square[index]! + 0.001 * slope * slope;
          const corrected =
            mean[index] / (1 - 0.9 ** step) / (Math.sqrt(square[index] / (1 - 0.999 ** step)) + 1e-8);
          logits[index]! -= 0.05 * corrected;
        });
      }
      const probabilities = policyLogProbabilities(ndarray(logits, [2, 4])).map((row) => row.map(Math.exp));
      const chosen = probabilities.map((row) => candidates[row.indexOf(Math.max(...row))]);
      expect(chosen).toEqual(optimum);
      await Promise.all([run.dispose(), probe.dispose()]);
    },
  );
});

describe('geometricTemperature', () => {
  it('runs from 5 to 0.25 by equal factors', () => {
    expect(geometricTemperature(0)).toBe(5);
    expect(geometricTemperature(1)).toBeCloseTo(0.25, 12);
    expect(geometricTemperature(0.5) ** 2).toBeCloseTo(5 * 0.25, 12);
    expect(() => geometricTemperature(1.1)).toThrow(/in \[0, 1\]/);
    expect(() => geometricTemperature(0.5, { end: 0 })).toThrow(/positive/);
  });
});

describe('initialPolicy', () => {
  it('favours nothing, or the start with the confidence asked for', () => {
    const uniform = policyLogProbabilities(initialPolicy({ layers }));
    expect(uniform.flat().every((value) => Math.abs(value - Math.log(0.25)) < 1e-6)).toBe(true);
    const biased = policyLogProbabilities(initialPolicy({ layers, start: 4, confidence: 0.7 }));
    expect(Math.exp(biased[1]![2]!)).toBeCloseTo(0.7, 6);
    expect(Math.exp(biased[1]![0]!)).toBeCloseTo(0.1, 6);
    expect(() => initialPolicy({ layers, start: 5 })).toThrow(/expected one of 2, 3, 4, 8, got 5/);
    expect(() => initialPolicy({ layers, start: 4, confidence: 0.2 })).toThrow(
      /confidence must be in \(1\/4, 1\)/,
    );
  });
});
