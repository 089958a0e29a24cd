import { fileURLToPath } from 'node:url';
import { sensitivities, type MeasuredModel, type Sensitivity } from '@cfq/bit-allocation';
import { sensitivityLaws } from '@cfq/bit-allocation/testing';
import { packingLaws } from '@cfq/deploy/testing';
import { jit, ndarray, randomStream } from '@cfq/jit';
import { firstBrokenLaw } from '@cfq/parts';
import { decode, quantizers, type Quantizer } from '@cfq/quantizers';
import { quantizerLaws } from '@cfq/quantizers/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { hostModules } from './host-modules.ts';
import { loadPlugin } from './load-plugin.ts';

const folder = fileURLToPath(new URL('../../../../examples/parts-of-the-literature', import.meta.url));
const load = async (file: string) => loadPlugin(`./${file}.ts`, folder, await hostModules());

describe('parts of the literature, as plug-ins', () => {
  it('additive powers of two keep the laws and have the levels of the publication', async () => {
    const plugin = await load('additive-powers');
    const quantizer = plugin.parts.find(({ part }) => part === 'quantizer') as Quantizer<'clip'>;
    const laws = [...quantizerLaws(quantizer, { bits: [3] }), ...packingLaws(quantizer, { bits: [4] })];
    expect(await firstBrokenLaw(laws)).toBe(null);
    const shares = [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1];
    const weights = ndarray(
      [...shares.map((share) => -2 * share), ...shares.map((share) => 2 * share)],
      [16],
    );
    const levelsAt = (bits: number): number[] => {
      const encoded = quantizer.encode(weights, { clip: ndarray([2], []) }, bits);
      return [...new Set([...decode(encoded).data].map((value) => Math.abs(value) / 2))].sort();
    };
    levelsAt(4).forEach((level, at) => expect(level).toBeCloseTo(shares[at]!, 6));
    expect(levelsAt(3)).toEqual([0, 0.25, 0.5, 1]);
    expect(levelsAt(2)).toEqual([0, 1]);
  }, 120_000);

  it('Taylor importance keeps the laws and is the squared slope times the error', async () => {
    const plugin = await load('taylor');
    const taylor = plugin.parts.find(({ part }) => part === 'sensitivity') as Sensitivity;
    expect(await firstBrokenLaw(sensitivityLaws(taylor))).toBe(null);
    // The loss is the row's value times the sum of two weights: its slope is the rows' mean, 2, at each of them.
    const model: MeasuredModel = {
      logits: ({ a, b }, x) => tf.mul(x, tf.add(a!.weight, b!.weight)),
      parameters: { a: { weight: ndarray([0], [1]) }, b: { weight: ndarray([0], [1]) } },
      quantized: (layer, bits) => ({ weight: ndarray([(layer === 'a' ? 8 : -4) / bits], [1]) }),
      rowLosses: (logits) => tf.reshape(logits, [-1]),
    };
    const { lossIncrease } = await taylor.measure({
      layers: ['a', 'b'].map((layer) => ({ layer, parameters: 1 })),
      candidates: [2, 4],
      model,
      rows: { x: ndarray([1, 2, 3], [3, 1]), labels: [0, 1, 0] },
      favourableClass: 1,
    });
    expect(lossIncrease).toEqual([
      [64, 16],
      [16, 4],
    ]);
  }, 120_000);

  it('DoReFa from outside is the one that was moved in: same laws, values and codes', async () => {
    const plugin = await load('dorefa');
    const outside = plugin.parts.find(({ part }) => part === 'quantizer') as typeof quantizers.dorefa;
    const laws = [...quantizerLaws(outside, { bits: [3] }), ...packingLaws(outside, { bits: [4] })];
    expect(await firstBrokenLaw(laws)).toBe(null);
    const weights = randomStream(3).normal([200]);
    for (const bits of [2, 3, 4]) {
      const [own, theirs] = await Promise.all(
        [quantizers.dorefa, outside].map(async (quantizer) => {
          const parameters = quantizer.init(weights, bits);
          const run = jit((x: tf.Tensor) =>
            quantizer.fakeQuantize(x, { largest: tf.tensor(parameters.largest.data, []) }, bits),
          );
          const faked = await run(weights);
          await run.dispose();
          return { parameters, faked, encoded: quantizer.encode(weights, parameters, bits) };
        }),
      );
      expect(theirs).toEqual(own);
    }
  }, 120_000);

  it('the Fisher sensitivity from outside is the one that was moved in: same laws and numbers', async () => {
    const plugin = await load('fisher');
    const outside = plugin.parts.find(({ part }) => part === 'sensitivity') as Sensitivity;
    expect(await firstBrokenLaw(sensitivityLaws(outside))).toBe(null);
    const stream = randomStream(4);
    const weight = stream.normal([3, 2]);
    const model: MeasuredModel = {
      logits: ({ dense }, x) => tf.matMul(x, dense!.weight),
      parameters: { dense: { weight } },
      quantized: (_layer, bits) => ({
        weight: { ...weight, data: weight.data.map((value) => Math.round(value * bits) / bits) },
      }),
      rowLosses: (logits, labels) =>
        tf.neg(tf.sum<tf.Tensor1D>(tf.mul(tf.oneHot(labels, 2), tf.logSoftmax(logits)), 1)),
    };
    const problem = {
      layers: [{ layer: 'dense', parameters: 6 }],
      model,
      rows: { x: stream.normal([20, 3]), labels: Array.from({ length: 20 }, (_, row) => row % 2) },
      favourableClass: 1,
    };
    expect(await outside.measure(problem)).toEqual(await sensitivities.fisher.measure(problem));
  }, 120_000);
});
