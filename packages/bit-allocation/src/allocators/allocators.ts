import { AllocationError } from '../allocation-error.ts';
import type { Allocator } from './allocator.ts';
import { greedy } from './greedy.ts';
import { gumbelSoftmaxPolicy } from './gumbel-softmax-policy.ts';
import { knapsack } from './knapsack.ts';
import { uniform } from './uniform.ts';

/** Names of the allocators in the registry. */
export type AllocatorName = 'uniform' | 'knapsack' | 'greedy' | 'gumbel-softmax';

/** Every allocator, by name. An entry that is missing or under a wrong name is a type error. */
export const allocators = {
  uniform,
  knapsack,
  greedy,
  'gumbel-softmax': gumbelSoftmaxPolicy,
} as const satisfies { readonly [Name in AllocatorName]: Allocator & { readonly name: Name } };

/**
 * The allocator of a name.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function allocator(name: string): Allocator {
  const found = Object.values<Allocator>(allocators).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new AllocationError(
    `allocator: unknown allocator "${name}" (expected one of ${Object.keys(allocators).join(', ')}). Correct the name.`,
  );
}
