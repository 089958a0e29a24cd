import { fileURLToPath } from 'node:url';
import type { MeasuredModel, Sensitivity } from '@cfq/bit-allocation';
import { sensitivityLaws } from '@cfq/bit-allocation/testing';
import { packingLaws } from '@cfq/deploy/testing';
import { ndarray } from '@cfq/jit';
import { firstBrokenLaw } from '@cfq/parts';
import { decode, type Quantizer } from '@cfq/quantizers';
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
    const [taylor] = plugin.parts as unknown as [Sensitivity];
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
});
