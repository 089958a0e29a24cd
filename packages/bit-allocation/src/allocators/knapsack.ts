import { defineAllocator } from './allocator.ts';
import { knapsackAllocation } from './knapsack-allocation.ts';

/** {@link knapsackAllocation} as a part. */
export const knapsack = defineAllocator({
  name: 'knapsack',
  description: 'exact least total loss within the budget',
  source: 'Kellerer, Pferschy and Pisinger 2004, Knapsack Problems, ch. 11',
  needs: 'losses',
  allocate: knapsackAllocation,
});
