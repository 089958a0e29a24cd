import { defineAllocator } from './allocator.ts';
import { worstGroupAllocation } from './worst-group-allocation.ts';

/** {@link worstGroupAllocation} as a part. */
export const worstGroup = defineAllocator({
  name: 'worst-group',
  description: 'exact optimum for the group of people that loses most',
  source: 'Woergaard and Selvan 2026, FairQuant (arXiv 2602.23192); Aissi, Bazgan and Vanderpooten 2009',
  needs: 'group-losses',
  allocate: worstGroupAllocation,
});
