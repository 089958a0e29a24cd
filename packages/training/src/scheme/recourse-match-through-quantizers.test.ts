import { jit, ndarray, valueAndGrad, type NDArray } from '@cfq/jit';
import { lsq, pact } from '@cfq/quantizers';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { logisticRegression } from '../model/logistic-regression.ts';
import { mlp } from '../model/mlp.ts';
import { recourseMatch } from '../terms/recourse-match.ts';
import {
  actionsByHand,
  array,
  costSpec,
  hidden,
  lossByHand,
  matrix,
  net,
  people,
  rules,
  smooth,
  tensors,
  width,
  type Leaves,
  type Net,
} from '../test-help/recourse-by-hand.ts';
import { studentLogits } from './student-logits.ts';
import type { QuantizationScheme } from './quantization-scheme.ts';
import type { StudentParameters } from './student-parameters.ts';

/** A scheme with two layers on four-bit weights and eight-bit activations, or one layer and none. */
function quantized(layers: 'two' | 'one', bits: number) {
  const model =
    layers === 'two'
      ? mlp({ inputWidth: width, hidden: [hidden] })
      : logisticRegression({ inputWidth: width });
  const scheme: QuantizationScheme = {
    model,
    weights: {
      quantizer: lsq,
      perChannel: false,
      rounding: 'nearest',
      candidates: Object.fromEntries(model.layers.map(({ layer }) => [layer, [bits]])),
    },
    activations: { quantizer: pact, bits: Object.fromEntries(model.hiddenLayers.map((name) => [name, 8])) },
    trainable: 'everything',
    quantizerLrScale: 1,
  };
  const [first, bias, last, lastBias] = net(1);
  const dense =
    layers === 'two'
      ? {
          dense0: { weight: array(first), bias: ndarray(bias, [hidden]) },
          dense1: { weight: array(last), bias: ndarray(lastBias, [2]) },
        }
      : { dense0: { weight: array(matrix(width, 2, 1)), bias: ndarray(lastBias, [2]) } };
  const parameters: StudentParameters<NDArray> = {
    dense,
    weights: Object.fromEntries(
      model.layers.map(({ layer }) => [layer, { [`b${bits}`]: { step: ndarray([0.17], []) } }]),
    ),
    activations: Object.fromEntries(model.hiddenLayers.map((name) => [name, { clip: ndarray([1.1], []) }])),
    policy: [],
  };
  return { scheme, parameters };
}

async function throughQuantizers(layers: 'two' | 'one', steps: 1 | 2 | 3, bits = 4) {
  const { scheme, parameters } = quantized(layers, bits);
  const run = jit(
    (given: StudentParameters<tf.Tensor>, promised: Leaves, x: tf.Tensor2D) =>
      valueAndGrad((own: StudentParameters<tf.Tensor>) =>
        recourseMatch({ steps }).value({
          people: x,
          student: (points) => studentLogits(scheme, own, points, null),
          teacher: smooth(promised, 'tanh'),
          target: 1,
          actionSet: rules,
          costSpec,
        }),
      )(given),
    { name: 'recourse match through quantizers' },
  );
  const result = await run(parameters, tensors(net(2)), array(people));
  await run.dispose();
  return { ...result, parameters };
}

describe('through the quantizers', () => {
  it.each([1, 2, 3] as const)(
    'K = %i: every weight matrix and step gets a finite gradient that is not 0',
    async (steps) => {
      const { gradients } = await throughQuantizers('two', steps);
      const largest = (tree: NDArray): number => Math.max(...Array.from(tree.data, Math.abs));
      for (const layer of ['dense0', 'dense1']) {
        const { weight, bias } = gradients.dense[layer]!;
        for (const leaf of [weight, bias, gradients.weights[layer]!['b4']!['step']!]) {
          expect(leaf.data.every(Number.isFinite)).toBe(true);
        }
        expect(largest(weight)).toBeGreaterThan(1e-3);
        expect(largest(gradients.weights[layer]!['b4']!['step']!)).toBeGreaterThan(1e-5);
      }
      expect(largest(gradients.dense['dense1']!.bias)).toBeGreaterThan(1e-3);
    },
  );

  it('of a linear student it is the finite difference at the rounded weights, let through where they are in range', async () => {
    const { gradients, value, parameters } = await throughQuantizers('one', 2, 3);
    const weight = parameters.dense['dense0']!.weight;
    const step = Math.fround(0.17);
    const codes = Array.from(weight.data, (w) => Math.round(Math.min(Math.max(w / step, -4), 3)));
    const loss = (codesMoved: readonly number[]): number => {
      const first = Array.from({ length: width }, (_, i) => codesMoved.slice(2 * i, 2 * i + 2));
      const student: Net = [
        first,
        [0, 0],
        [
          [1, 0],
          [0, 1],
        ],
        [0.4, -0.6],
      ];
      return lossByHand(actionsByHand(student, 'none', 2, 0.5), actionsByHand(net(2), 'tanh', 2, 0.5));
    };
    const rounded = codes.map((code) => code * step);
    expect(value.data[0]).toBeCloseTo(loss(rounded), 5);
    let letThrough = 0;
    rounded.forEach((_, at) => {
      const moved = (by: number): number => loss(rounded.map((w, i) => (i === at ? w + by : w)));
      const ratio = weight.data[at]! / step;
      const inRange = ratio >= -4 && ratio <= 3;
      letThrough += Number(inRange);
      const slope = inRange ? (moved(1e-6) - moved(-1e-6)) / 2e-6 : 0;
      expect(gradients.dense['dense0']!.weight.data[at]).toBeCloseTo(slope, 4);
    });
    expect(letThrough).toBeGreaterThan(2);
    expect(letThrough).toBeLessThan(rounded.length);
  });
});
