import { everyWidth, type AllocatorOf } from '@cfq/bit-allocation';
import type { CostKind } from '../../costs/cost-tables.ts';
import type { BitStage } from './bit-stage.ts';
import { spendOption } from './spend-option.ts';
import { spendingLimit } from './spending-limit.ts';

/**
 * What an allocator gives that looks at the budget alone. Nothing is searched or measured for each width, so all of them are
 * offered, 2 to 8 bits: a budget of 5 or 6 bits is spent.
 *
 * @param spend what the budget counts
 */
export function allocatedBits(allocator: AllocatorOf<'nothing'>, spend: CostKind = 'bits'): BitStage {
  return {
    name: 'allocated',
    description: allocator.description,
    options: { allocator: allocator.name, ...spendOption(spend) },
    parts: { allocator, spend },
    needsRecourse: false,
    calls: 0,
    async choose(setting) {
      const { teacher, budgetBits } = setting;
      const limit = await spendingLimit(setting, { spend, candidates: everyWidth });
      const problem = { layers: teacher.model.layers, candidates: everyWidth, budgetBits, limit };
      return { allocation: allocator.allocate(problem), searched: null, limit };
    },
  };
}
