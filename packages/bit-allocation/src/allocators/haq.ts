import { defineAllocator } from './allocator.ts';
import { haqAllocation } from './haq/haq-allocation.ts';

/** {@link haqAllocation} as a part. */
export const haq = defineAllocator({
  name: 'haq',
  description: 'seeded DDPG agent that learns from what its proposals lose',
  source: 'Wang et al. 2019, HAQ',
  needs: 'losses',
  allocate: haqAllocation,
});
