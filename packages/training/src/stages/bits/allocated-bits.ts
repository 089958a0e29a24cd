import { everyWidth, type AllocatorOf } from '@cfq/bit-allocation';
import type { BitStage } from './bit-stage.ts';

/**
 * What an allocator gives that looks at the budget alone. Nothing is searched or measured for each width, so all of them are
 * offered, 2 to 8 bits: a budget of 5 or 6 bits is spent.
 */
export function allocatedBits(allocator: AllocatorOf<'nothing'>): BitStage {
  return {
    name: 'allocated',
    description: allocator.description,
    options: { allocator: allocator.name },
    parts: { allocator },
    needsRecourse: false,
    calls: 0,
    choose: ({ teacher, budgetBits }) =>
      Promise.resolve({
        allocation: allocator.allocate({ layers: teacher.model.layers, candidates: everyWidth, budgetBits }),
        searched: null,
      }),
  };
}
