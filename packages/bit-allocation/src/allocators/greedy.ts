import { defineAllocator } from './allocator.ts';
import { greedyAllocation } from './greedy-allocation.ts';

/** {@link greedyAllocation} as a part. */
export const greedy = defineAllocator({
  name: 'greedy',
  description: 'widens where a bit lowers the loss most, while it fits',
  source: 'Fox 1966, Discrete optimization via marginal analysis; CFQ §5',
  needs: 'losses',
  allocate: greedyAllocation,
});
