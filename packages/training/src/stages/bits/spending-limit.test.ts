import { knapsack, lossSensitivity, totalBits, uniform } from '@cfq/bit-allocation';
import { describe, expect, it } from 'vitest';
import { mixedPtqMethod } from '../../methods/mixed-ptq.ts';
import { mlp } from '../../model/mlp.ts';
import { overrideRecipe } from '../../recipe/override-recipe.ts';
import type { StartedSetting } from '../student-setting.ts';
import { allocatedBits } from './allocated-bits.ts';
import { composedBits } from './composed-bits.ts';
import { proposeAllocations } from './propose-allocations.ts';
import { spendingLimit } from './spending-limit.ts';

const model = mlp({ inputWidth: 16, hidden: [8] });
const parameters = Object.fromEntries(
  model.layers.map(({ layer }, at) => {
    const shape = at === 0 ? [16, 8] : [8, 2];
    const data = Float32Array.from({ length: shape[0]! * shape[1]! }, (_, i) => Math.sin(i + at));
    return [
      layer,
      { weight: { data, shape }, bias: { data: new Float32Array(shape[1]!), shape: [shape[1]!] } },
    ];
  }),
);
const setting = {
  method: mixedPtqMethod,
  teacher: { model, parameters },
  model,
  budgetBits: 4,
} as unknown as StartedSetting;

describe('a budget that counts something else than bits', () => {
  it('bytes of the codes in the packed file: half a byte a weight at 4 bits, a whole one at 8', async () => {
    const limit = await spendingLimit(setting, { spend: 'bytes', candidates: [2, 4, 8] });
    expect(limit).toMatchObject({
      unit: 'bytes',
      cost: [
        [32, 64, 128],
        [4, 8, 16],
      ],
      most: 72,
    });
  });

  it('bit operations by hand, hidden outputs on the bits of the method', async () => {
    const limit = await spendingLimit(setting, { spend: 'bit-operations', candidates: [2, 4] });
    const { bits } = mixedPtqMethod.activations;
    const hidden = bits === 'as-weights' ? 4 : bits;
    expect(limit?.cost).toEqual([
      [128 * 32 * 2, 128 * 32 * 4],
      [16 * hidden * 2, 16 * hidden * 4],
    ]);
    expect(await spendingLimit(setting, { spend: 'bits', candidates: [2, 4] })).toBeUndefined();
  });

  it('one width everywhere takes the widest that costs no more than the budget does', async () => {
    const { allocation, limit } = await allocatedBits(uniform, 'bytes').choose({ ...setting, budgetBits: 5 });
    expect(limit?.unit).toBe('bytes');
    expect(allocation.map(({ bits }) => bits)).toEqual(allocation.map(() => allocation[0]!.bits));
    expect(allocation[0]!.bits).toBeGreaterThanOrEqual(5);
  });

  it('what is proposed stays within the limit, without the narrowest width too', () => {
    const { layers } = model;
    const limit = {
      unit: 'bytes',
      cost: [
        [32, 64, 128],
        [4, 8, 16],
      ],
      most: 80,
    };
    const loss = [
      [3, 1, 0],
      [9, 5, 0],
    ];
    const proposals = proposeAllocations(knapsack, {
      layers,
      candidates: [2, 4, 8],
      budgetBits: 4,
      loss,
      limit,
    });
    expect(proposals.map((one) => one.map(({ bits }) => bits))).toEqual([
      [4, 8],
      [4, 4],
    ]);
    expect(totalBits(layers, proposals[0]!)).toBeGreaterThan(4 * 144);
  });

  it('is an override of a recipe, in its options unless it is bits', () => {
    const optionsOf = (spend: 'bits' | 'bytes') => {
      const recipe = overrideRecipe(mixedPtqMethod, { spend });
      return recipe.kind === 'quantized' ? recipe.bits.options : null;
    };
    expect(optionsOf('bits')).toEqual(mixedPtqMethod.bits.options);
    expect(optionsOf('bytes')).toEqual({ ...mixedPtqMethod.bits.options, spend: 'bytes' });
    expect(() => overrideRecipe(mixedPtqMethod, { spend: 'latency' as 'bytes' })).toThrow(
      /never the same twice/,
    );
    expect(() => overrideRecipe(mixedPtqMethod, { allocator: 'gumbel-softmax', spend: 'bytes' })).toThrow(
      /learns against bits/,
    );
    expect(
      composedBits({ allocator: knapsack, sensitivity: lossSensitivity, spend: 'bytes' }).options,
    ).toMatchObject({
      spend: 'bytes',
    });
  });
});
