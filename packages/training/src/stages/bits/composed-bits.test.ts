import { allocators, lossSensitivity, uniform, type Allocator } from '@cfq/bit-allocation';
import { describe, expect, it } from 'vitest';
import { pactMethod } from '../../methods/pact.ts';
import { mlp } from '../../model/mlp.ts';
import { schemeOf } from '../../scheme/quantization-scheme.ts';
import type { StartedSetting } from '../student-setting.ts';
import { allocatedBits } from './allocated-bits.ts';
import type { BitStage } from './bit-stage.ts';
import { composedBits } from './composed-bits.ts';
import { measuredBits } from './measured-bits.ts';

describe('composedBits', () => {
  it('makes the stage that an allocator needs', () => {
    const named = Object.values<Allocator>(allocators).map((allocator) => {
      const { name, options } = composedBits({ allocator, sensitivity: lossSensitivity });
      return [options['allocator'], name];
    });
    expect(Object.fromEntries(named)).toEqual({
      uniform: 'allocated',
      knapsack: 'measured',
      greedy: 'measured',
      'gumbel-softmax': 'learned',
      haq: 'measured',
      'worst-group': 'grouped',
    });
  });

  it('spends budgets of five, six and seven bits where one width is everywhere, on weights and on hidden outputs', async () => {
    const model = mlp({ inputWidth: 3, hidden: [4] });
    const stage = allocatedBits(uniform);
    for (const [budgetBits, width] of [
      [2.5, 2],
      [4.9, 4],
      [5, 5],
      [6.2, 6],
      [7, 7],
      [32, 8],
    ] as const) {
      const { allocation } = await stage.choose({ teacher: { model }, budgetBits } as StartedSetting);
      expect(allocation.map(({ bits }) => bits)).toEqual([width, width]);
      const { activations } = schemeOf(pactMethod, { model, budgetBits }, allocation);
      expect(activations.bits).toEqual({ dense0: width });
    }
  });

  it('refuses an allocator of losses without a sensitivity', () => {
    expect(() => composedBits({ allocator: allocators.knapsack })).toThrow(
      /"knapsack" chooses by what is measured \(expected a sensitivity, got none\)/,
    );
  });

  it('parts that do not fit are type errors', () => {
    // @ts-expect-error an allocator that looks at the budget alone has no use for what is measured
    expect(measuredBits({ sensitivity: lossSensitivity, allocator: uniform }).name).toBe('measured');
    // @ts-expect-error a stage that cannot choose is none
    const half: BitStage = {
      ...{ name: 'half', description: 'a stage', options: {}, needsRecourse: false, calls: 0 },
    };
    expect(half.name).toBe('half');
  });
});
