import { jit, ndarray, randomStream } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { enclosedBits } from '../building-blocks/enclosed-bits.ts';
import type { Case } from '../testing/cases.ts';
import { codesOnGrid } from '../testing/laws/codes-on-grid.ts';
import { decodesExactly } from '../testing/laws/decodes-exactly.ts';
import { documentedGradient } from '../testing/laws/documented-gradient.ts';
import { executorsAgree } from '../testing/laws/executors-agree.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { hgq } from './hgq.ts';
import { lsq } from './lsq.ts';

const vector = (...values: number[]) => ndarray(values, [values.length]);
const step = ndarray([0.5], []);

// The laws of every quantizer run on this one from `quantizers.test.ts`, with no bit dropped; here some are.
describe('hgq', () => {
  it('codes and values worked by hand: multiples of 2^k, and 0 where no bit is left', () => {
    // Codes -4 to 3 of step 1/2. 1.2 is 2.4 steps: 2; in steps of 2: 2 (1.2 of them); of 4: 0, and of 8 nothing is left.
    const kept = (weight: number, dropped: number) =>
      hgq.encode(vector(weight), { step, dropped: vector(dropped) }, 3).codes[0];
    expect([0, 1, 2, 3].map((dropped) => kept(1.2, dropped))).toEqual([2, 2, 0, 0]);
    expect([0, 1, 2, 3].map((dropped) => kept(-1.2, dropped))).toEqual([-2, -2, -4, 0]);
    // Beyond the range: the last multiple that there is.
    expect([0, 1, 2, 3].map((dropped) => kept(9, dropped))).toEqual([3, 2, 0, 0]);
    expect([0, 1, 2, 3].map((dropped) => kept(-9, dropped))).toEqual([-4, -4, -4, 0]);
    // Bits are counted in whole numbers, and past zero in a mirror.
    expect([-1, 0.4, 0.6, 1.4, 70].map((dropped) => kept(1.8, dropped))).toEqual([2, 3, 2, 2, 0]);
  });

  it('is lsq where every weight keeps all of its bits', async () => {
    const x = randomStream(0).normal([6, 4]);
    const upstream = randomStream(1).normal([6, 4]);
    const own = { ...lsq.init(x, 3), dropped: ndarray(new Float32Array(24), [6, 4]) };
    expect(hgq.encode(x, own, 3)).toEqual(lsq.encode(x, lsq.init(x, 3), 3));
    const ours = await runGradients(hgq, { x, parameters: own, bits: 3 }, upstream, 'eager');
    const theirs = await runGradients(lsq, { x, parameters: lsq.init(x, 3), bits: 3 }, upstream, 'eager');
    expect([...ours.x.data]).toEqual([...theirs.x.data]);
    expect(ours.parameters['step']!.data[0]).toBeCloseTo(theirs.parameters['step']!.data[0]!, 5);
  });

  it.each([2, 4, 8])('keeps the laws whatever bits are dropped, at %i bits', async (bits) => {
    const stream = randomStream(bits, 'dropped bits');
    const x = ndarray(
      stream.normal([10, 6]).data.map((value) => 1.5 * value),
      [10, 6],
    );
    const dropped = ndarray(
      Float32Array.from(stream.uniform([60]).data, (share) => (bits + 1) * share - 0.5),
      [10, 6],
    );
    const channels = hgq.init(x, bits, { axis: 1 }).step;
    for (const own of [hgq.init(x, bits).step, channels]) {
      const at: Case = { title: 'some bits dropped', bits, x, parameters: { step: own, dropped } };
      for (const law of [codesOnGrid, decodesExactly, documentedGradient, executorsAgree])
        await law.check(hgq, at);
      const encoded = hgq.encode(x, at.parameters as { step: typeof own; dropped: typeof dropped }, bits);
      encoded.codes.forEach((code, index) => {
        const multiple = 2 ** Math.min(Math.round(Math.abs(dropped.data[index]!)), bits);
        expect(Math.abs(code % multiple)).toBe(0);
      });
      // Once rounded is rounded.
      const again = hgq.encode(decode(encoded), { step: own, dropped }, bits);
      expect([...again.codes]).toEqual([...encoded.codes]);
    }
  });

  it('its penalty is the number of bits that are left', async () => {
    const run = jit((dropped: tf.Tensor) => hgq.penalty!({ step: dropped, dropped }, 4));
    const left = await run(vector(0, 1, -2, 0.5, 4, 9));
    expect(left.data[0]).toBe(4 + 3 + 2 + 3.5);
    await run.dispose();
  });

  it('one value of dropped bits for every weight, no fewer', () => {
    expect(() => hgq.encode(vector(1, 2), { step, dropped: vector(1) }, 4)).toThrow(
      /"dropped" has a value for each element \(expected \[2\], got \[1\]\)/,
    );
  });
});

describe('enclosedBits', () => {
  it('counts from the first to the last bit that is set, and the sign', () => {
    const codes = [0, 1, -1, 2, 3, 4, 5, 6, 7, -8];
    const bits = [0, 2, 2, 2, 3, 2, 4, 3, 4, 2];
    const whole = ndarray(codes, [codes.length]);
    const encoded = lsq.encode(whole, { step: ndarray([1], []) }, 4);
    expect(enclosedBits(encoded)).toBeCloseTo(bits.reduce((sum, one) => sum + one) / codes.length, 12);
  });
});
