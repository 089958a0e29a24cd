import { defineAllocator } from './allocator.ts';
import { uniformAllocation } from './uniform-allocation.ts';

/** {@link uniformAllocation} as a part. */
export const uniform = defineAllocator({
  name: 'uniform',
  description: 'the same width everywhere, the largest within the budget',
  source: 'the usual practice',
  needs: 'nothing',
  allocate: uniformAllocation,
});
