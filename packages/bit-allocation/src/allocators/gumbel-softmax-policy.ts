import { AllocationError } from '../allocation-error.ts';
import { spendBudget } from '../policy/spend-budget.ts';
import { defineAllocator } from './allocator.ts';

/** {@link spendBudget} as a part: what becomes of the policy of CFQ §4.3 once it is learned. */
export const gumbelSoftmaxPolicy = defineAllocator({
  name: 'gumbel-softmax',
  description: 'policy learned in training, hardened within the budget and what is left of it spent',
  source: 'Jang, Gu and Poole 2017; CFQ §4.3',
  needs: 'policy',
  allocate({ limit, ...problem }) {
    if (limit !== undefined) {
      throw new AllocationError(
        `gumbel-softmax: a policy is learned against bits (expected no limit, got one of ${limit.unit}). Take the knapsack.`,
      );
    }
    return spendBudget(problem);
  },
});
