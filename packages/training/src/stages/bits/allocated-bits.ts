import type { AllocatorOf } from '@cfq/bit-allocation';
import type { BitStage } from './bit-stage.ts';

/** What an allocator gives that looks at the budget alone. */
export function allocatedBits(allocator: AllocatorOf<'nothing'>): BitStage {
  return {
    name: 'allocated',
    description: allocator.description,
    options: { allocator: allocator.name },
    parts: { allocator },
    needsRecourse: false,
    calls: 0,
    choose: ({ teacher, candidates, budgetBits }) =>
      Promise.resolve({
        allocation: allocator.allocate({ layers: teacher.model.layers, candidates, budgetBits }),
        searched: null,
      }),
  };
}
