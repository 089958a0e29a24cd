import { checkDefinition, functionField, partFields, wordField, type Part } from '@cfq/parts';
import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { Allocation } from '../allocation.ts';
import { assertWithinBudget } from '../budget.ts';
import { assertWithinLimit } from '../costs/cost-limit.ts';
import type { BudgetProblem } from './budget-problem.ts';

/** The problem of an allocator, by what it chooses by. */
export interface AllocationProblems {
  /** The budget alone. */
  readonly nothing: BudgetProblem;
  /** A table of losses: `loss[layer][candidate]`, for instance the `lossIncrease` of a sensitivity. */
  readonly losses: BudgetProblem & { readonly loss: readonly (readonly number[])[] };
  /** A table of losses for every group of people: `groupLoss[group][layer][candidate]`. */
  readonly 'group-losses': BudgetProblem & {
    readonly groupLoss: readonly (readonly (readonly number[])[])[];
  };
  /** A policy learned in training: its logits, float32 `[layers, candidates]`. */
  readonly policy: BudgetProblem & { readonly logits: NDArray };
}

/** What an allocator chooses by. */
export type AllocatorNeeds = keyof AllocationProblems;

/** An {@link Allocator} that chooses by one kind of thing. */
export interface AllocatorOf<Needs extends AllocatorNeeds> extends Part<'allocator'> {
  readonly needs: Needs;
  /**
   * A bit-width per layer, in the order of the layers, within the budget, or the limit in its place.
   *
   * @throws AllocationError when the budget is impossible, the problem is malformed, or the allocator breaks its promise.
   */
  allocate(problem: AllocationProblems[Needs]): Allocation;
}

/** Turns a budget, and what was measured or learned, into a bit-width per layer. */
export type Allocator = { readonly [Needs in AllocatorNeeds]: AllocatorOf<Needs> }[AllocatorNeeds];

/** What the problems of all allocators hold; a field that an allocator needs and does not get is refused. */
const inputs: { readonly [Needs in AllocatorNeeds]: readonly [field: string, remedy: string] | null } = {
  nothing: null,
  losses: ['loss', 'a loss per layer and candidate. Measure a sensitivity first.'],
  'group-losses': [
    'groupLoss',
    'a loss per group, layer and candidate. Measure a sensitivity in every group first.',
  ],
  policy: ['logits', 'the logits of a policy. Train with one first.'],
};

const fields = {
  ...partFields,
  needs: wordField(Object.keys(inputs)),
  allocate: functionField,
};

/**
 * An allocator as a part that methods can be made of. What it promises is checked at every call: what it needs is there, and
 * its answer names every layer in order and keeps to the budget.
 *
 * @throws AllocationError for a definition that is not whole.
 */
export function defineAllocator<const Name extends string, Needs extends AllocatorNeeds>(
  definition: Omit<AllocatorOf<Needs>, 'part' | 'name'> & { readonly name: Name },
): AllocatorOf<Needs> & { readonly name: Name } {
  checkDefinition('defineAllocator', definition, fields, AllocationError);
  const { name, needs } = definition;
  const required = inputs[needs];
  return {
    ...definition,
    part: 'allocator',
    allocate(problem) {
      if (required !== null && !(required[0] in problem)) {
        throw new AllocationError(`${name}: needs ${required[1]}`);
      }
      const allocation = definition.allocate(problem);
      const { layers, budgetBits, candidates, limit } = problem;
      if (
        allocation.length !== layers.length ||
        !layers.every(({ layer }, i) => allocation[i]!.layer === layer)
      ) {
        throw new AllocationError(
          `${name}: an allocation names every layer in order (expected ${layers.map(({ layer }) => layer).join(', ')}, got ` +
            `${allocation.map(({ layer }) => layer).join(', ')}). Correct the allocator.`,
        );
      }
      if (limit === undefined) assertWithinBudget(layers, allocation, budgetBits);
      else assertWithinLimit(limit, { layers, candidates, allocation });
      return allocation;
    },
  };
}
