import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { Allocation, LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { hardenPolicy } from '../policy/harden-policy.ts';
import { greedyAllocation } from './greedy-allocation.ts';
import { knapsackAllocation } from './knapsack-allocation.ts';
import { uniformAllocation } from './uniform-allocation.ts';

/** What any allocator may be given; each uses what its `needs` says. */
export interface AllocationProblem {
  readonly layers: readonly LayerSize[];
  /** Most bits per weight. */
  readonly budgetBits: number;
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[];
  /** `loss[layer][candidate]`, for instance the `rise` of a sensitivity. */
  readonly loss?: readonly (readonly number[])[];
  /** Logits of a learned policy, `[layers, candidates]`. */
  readonly logits?: NDArray;
}

/** Turns a budget, and what was measured or learned, into a bit-width per layer. */
export interface Allocator {
  readonly name: AllocatorName;
  readonly description: string;
  /** What it chooses by: nothing, a table of losses, or the logits of a policy learned in training. */
  readonly needs: 'nothing' | 'loss' | 'logits';
  /**
   * A bit-width per layer, in the order of the layers, within the budget.
   *
   * @throws AllocationError when the budget is impossible or what it needs is missing.
   */
  allocate(problem: AllocationProblem): Allocation;
}

/** Names of the allocators in the registry. */
export type AllocatorName = 'uniform' | 'knapsack' | 'greedy' | 'gumbel-softmax';

/** Every allocator, by name. An entry that is missing or under a wrong name is a type error. */
export const allocators: { readonly [Name in AllocatorName]: Allocator & { readonly name: Name } } = {
  uniform: {
    name: 'uniform',
    description: 'the same width everywhere, the largest within the budget',
    needs: 'nothing',
    allocate: uniformAllocation,
  },
  knapsack: {
    name: 'knapsack',
    description: 'exact least total loss within the budget',
    needs: 'loss',
    allocate: ({ layers, budgetBits, loss, candidates = defaultCandidates }) => {
      if (loss !== undefined) return knapsackAllocation({ layers, budgetBits, loss, candidates });
      throw new AllocationError(
        'knapsack: needs a loss per layer and candidate. Measure a sensitivity first.',
      );
    },
  },
  greedy: {
    name: 'greedy',
    description: 'widens where a bit lowers the loss most, while it fits',
    needs: 'loss',
    allocate: ({ layers, budgetBits, loss, candidates = defaultCandidates }) => {
      if (loss !== undefined) return greedyAllocation({ layers, budgetBits, loss, candidates });
      throw new AllocationError(
        'greedy: needs a loss per layer and candidate. Measure or predict a sensitivity first.',
      );
    },
  },
  'gumbel-softmax': {
    name: 'gumbel-softmax',
    description: 'policy learned in training, hardened within the budget',
    needs: 'logits',
    allocate: ({ layers, budgetBits, logits, candidates = defaultCandidates }) => {
      if (logits !== undefined) return hardenPolicy({ layers, budgetBits, logits, candidates });
      throw new AllocationError('gumbel-softmax: needs the logits of a policy. Train with it first.');
    },
  },
};

/**
 * The allocator of a name.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function allocator(name: string): Allocator {
  const found = Object.values<Allocator>(allocators).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new AllocationError(
    `allocator: unknown allocator "${name}" (expected one of ${Object.keys(allocators).join(', ')}).`,
  );
}
