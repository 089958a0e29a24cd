import { ConformanceError } from '@cfq/parts';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { customGradients } from '../building-blocks/custom-gradient.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import type { QuantizerDefinition } from '../quantizer.ts';
import { lsq } from '../quantizers/lsq.ts';
import { uniformSymmetric } from '../quantizers/uniform-symmetric.ts';
import { quantizerLaws } from './index.ts';

type Names = 'scale';
const { part, ...sound } = uniformSymmetric;
const bits = [3];

/** The laws that a quantizer breaks which is sound but for some fields. */
async function broken(fields: Partial<QuantizerDefinition<Names>>): Promise<string[]> {
  const names: string[] = [];
  for (const law of quantizerLaws(defineQuantizer({ ...sound, ...fields }), { bits })) {
    try {
      await law.check();
    } catch (error) {
      expect(error).toBeInstanceOf(ConformanceError);
      names.push(law.name);
    }
  }
  return names;
}

describe('quantizerLaws', () => {
  it('are obeyed by a sound quantizer, and have different names', async () => {
    expect(part).toBe('quantizer');
    expect(await broken({})).toEqual([]);
    const names = quantizerLaws(uniformSymmetric).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  const encoded = (...[x, parameters, width]: Parameters<typeof sound.encode>) =>
    uniformSymmetric.encode(x, parameters, width);
  const quantized = (...[x, parameters, width]: Parameters<typeof sound.fakeQuantize>) =>
    uniformSymmetric.fakeQuantize(x, parameters, width);
  const initial = (...[x, width, options]: Parameters<typeof sound.init>) =>
    uniformSymmetric.init(x, width, options);

  it.each<[law: string, fields: Partial<QuantizerDefinition<Names>>]>([
    [
      'codes lie on the grid of the bit-width',
      { encode: (x, p, b) => ({ ...encoded(x, p, b), signed: false }) },
    ],
    [
      'codes lie on the grid of the bit-width',
      { encode: (x, p, b) => ({ ...encoded(x, p, b), zeroPoint: new Int32Array(0) }) },
    ],
    ['at most 2^bits levels occur in a channel', { encode: (x, p) => encoded(x, p, 6) }],
    [
      'decode(encode(x)) equals fakeQuantize(x) bit for bit',
      { fakeQuantize: (x, p, b) => tf.mul(quantized(x, p, b), 1.01) },
    ],
    [
      'decode(encode(x)) equals fakeQuantize(x) bit for bit',
      { fakeQuantize: (x, p, b) => tf.expandDims(quantized(x, p, b)) },
    ],
    [
      'the gradient is that of the documented estimator',
      { fakeQuantize: (x, p, b) => tf.sub(tf.add(quantized(x, p, b), x), tf.variable(x)) },
    ],
    ['the gradient is that of the documented estimator', { estimator: lsq.estimator }],
    [
      'rounds to the nearest point of the grid it offers',
      { grid: () => ({ low: -2, high: 1, signed: true }) },
    ],
    [
      'rounds to the nearest point of the grid it offers',
      { grid: () => ({ low: -4, high: 3, signed: false }) },
    ],
    [
      'the least-squares start has no more squared error than its own',
      {
        initLeastSquares: (x, b) => ({
          scale: { data: initial(x, b).scale.data.map((s) => 3 * s), shape: [] },
        }),
      },
    ],
    ['refuses tensors, bit-widths and options that it cannot use', { init: (x, b) => initial(x, b) }],
    ['idempotent', { fakeQuantize: (x, p, b) => tf.mul(quantized(x, p, b), 0.5) }],
    ['monotone', { fakeQuantize: (x, p, b) => tf.neg(quantized(x, p, b)) }],
    ['zero is a level', { fakeQuantize: (x, p, b) => tf.add(quantized(x, p, b), 1) }],
  ])('"%s" is broken by one that does not keep it (%#)', async (law, fields) => {
    expect(await broken(fields)).toContain(law);
  });

  it('a gradient may depend on what reaches the element, where the estimator says how', async () => {
    const leaning: typeof sound.fakeQuantize = (x, p, b) =>
      customGradients([quantized(x, p, b)], (value) => ({
        ...{ value: value, saved: [] },
        gradients: (dy) => [tf.mul(dy, tf.add(1, tf.mul(tf.sign(dy), 0.5)))],
      }));
    const { estimator } = sound;
    const surrogate: typeof estimator.surrogate = (at, anchor, b, upstream) => {
      const here = estimator.surrogate(anchor, anchor, b, upstream);
      const slope = 1 + Math.sign(upstream) / 2;
      return here + slope * (estimator.surrogate(at, anchor, b, upstream) - here);
    };
    const law = 'the gradient is that of the documented estimator';
    expect(await broken({ fakeQuantize: leaning })).toContain(law);
    expect(await broken({ fakeQuantize: leaning, estimator: { ...estimator, surrogate } })).toEqual([]);
  });

  it('an exception is allowed where the law is broken, and a fault where it holds', async () => {
    const shifted = (x: tf.Tensor) => tf.add(quantized(x, { scale: tf.ones([]) }, 3), 1);
    const exceptions = { 'zero is a level': 'levels are one off' };
    expect(await broken({ fakeQuantize: shifted, exceptions })).not.toContain('zero is a level');
    expect(await broken({ exceptions })).toEqual(['zero is a level']);
    const [law] = quantizerLaws(defineQuantizer({ ...sound, exceptions }), { bits }).filter(
      ({ name }) => name === 'zero is a level',
    );
    await expect(law!.check()).rejects.toThrow(/declared away \("levels are one off"\), and holds/);
  });

  it('an error that is none of a law passes through an exception', async () => {
    const fakeQuantize = () => {
      throw new TypeError('no such op');
    };
    const exceptions = { monotone: 'it is not' };
    const [law] = quantizerLaws(defineQuantizer({ ...sound, fakeQuantize, exceptions }), { bits }).filter(
      ({ name }) => name === 'monotone',
    );
    await expect(law!.check()).rejects.toThrow('no such op');
  });
});
