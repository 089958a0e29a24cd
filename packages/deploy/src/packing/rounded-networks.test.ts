import { randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits, type ColumnGrid } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { canExport } from '../exporting/can-export.ts';
import { inputGridOf } from '../integer/input-grid-of.ts';
import { runInteger } from '../integer/run-integer.ts';
import { toIntegerNetwork } from '../integer/to-integer-network.ts';
import { randomNetwork, randomRows } from '../test-help/random-network.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings } from '../verifying/runtime-settings.ts';
import { packNetwork } from './pack-network.ts';

const x = randomRows(60);
const grid = (scale: number[], offset: number[], lowest: number, highest: number): ColumnGrid => ({
  ...{ scale: Float32Array.from(scale), offset: Float32Array.from(offset), lowest, highest },
});
const own = (name: string) => [...randomStream(0, name).uniform([7]).data];
const grids: readonly (readonly [string, ColumnGrid])[] = [
  ['of 8 bits', grid([0.025], [0], -100, 155)],
  ['of few steps', grid([0.25], [0], -5, 6)],
  [
    'of each column',
    grid(
      own('scale').map((value) => value / 5 - 0.3),
      own('offset'),
      -20,
      11,
    ),
  ],
];
const network = randomNetwork([4, 8, 8]);

describe.each(runtimeSettings)('in $runtime, optimization $optimization', (setting) => {
  it.each(grids)('columns on a grid %s give the logits of the plain loops', async (_, inputGrid) => {
    const rounded = { ...network, inputGrid };
    const logits = await runPacked({ bytes: (await packNetwork(rounded)).bytes, x }, setting);
    referenceLogits(rounded, x).data.forEach((value, at) => {
      expect(Math.abs(logits.data[at]! - value)).toBeLessThan(2e-5);
    });
  });

  it('so do sums on grids', async () => {
    const sums = (outputs: number, scale: number) => ({
      ...{ scale, lowest: -100, highest: 155 },
      bias: Float32Array.from(randomStream(outputs, 'sums').normal([outputs]).data),
    });
    const rounded = denseNetwork([
      { ...network.layers[0]!, sumGrids: [sums(6, 0.0625), sums(6, 0.125)] },
      { ...network.layers[1]!, activation: 'linear', grid: null, sumGrids: [sums(7, 0.25)] },
      network.layers[2]!,
    ]);
    const logits = await runPacked({ bytes: (await packNetwork(rounded)).bytes, x }, setting);
    referenceLogits(rounded, x).data.forEach((value, at) => {
      expect(Math.abs(logits.data[at]! - value)).toBeLessThan(2e-5);
    });
    expect(canExport(rounded, 'integer')).toMatchObject({
      can: false,
      reasons: expect.arrayContaining([
        expect.stringMatching(/"dense0": whole sums are rounded once/),
      ]) as unknown,
    });
  });

  it.each(grids)(
    'of whole numbers with columns on a grid %s: the interpreter, bit by bit',
    async (_, inputGrid) => {
      const rounded = { ...network, inputGrid };
      const wide = inputGridOf(x);
      const { bytes } = await packNetwork(rounded, { lowering: 'integer', inputGrid: wide });
      expect(await runPacked({ bytes, x }, setting)).toEqual(
        runInteger(toIntegerNetwork(rounded, wide), x).logits,
      );
    },
  );

  it('a grid of bytes is that of the whole numbers, where no other is given', async () => {
    const rounded = { ...network, inputGrid: grids[0]![1] };
    const { bytes } = await packNetwork(rounded, { lowering: 'integer' });
    const whole = toIntegerNetwork(rounded);
    expect(whole).toMatchObject({ columns: null, input: { zeroPoint: 100, bits: 8 } });
    const { logits } = runInteger(whole, x);
    expect(await runPacked({ bytes, x }, setting)).toEqual(logits);
    // Nothing is rounded that the network does not round, but for what is requantized.
    const apart = referenceLogits(rounded, x).data.map((value, at) => Math.abs(value - logits.data[at]!));
    expect(apart.filter((difference) => difference > 0.2)).toHaveLength(0);
  });
});

it('refuses whole numbers without a grid that is one of them', async () => {
  for (const [, inputGrid] of grids.slice(1)) {
    await expect(packNetwork({ ...network, inputGrid }, { lowering: 'integer' })).rejects.toThrow(
      /without a grid/,
    );
    expect(() => toIntegerNetwork({ ...network, inputGrid })).toThrow(/got neither/);
  }
});
