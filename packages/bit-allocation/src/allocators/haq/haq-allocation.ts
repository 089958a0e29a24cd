import type { Allocation } from '../../allocation.ts';
import { defaultCandidates } from '../../allocation.ts';
import { undominatedChoices } from '../choices.ts';
import { haqSearch, type HaqProblem } from './haq-search.ts';

/** Arguments of {@link haqAllocation}. */
export interface HaqTableProblem extends HaqProblem {
  /** `loss[layer][candidate]`; `Infinity` forbids the choice, but where nothing else is proposed. */
  readonly loss: readonly (readonly number[])[];
}

/**
 * What the agent of {@link haqSearch} finds where the loss of an allocation is the sum of a table: the learned rival of the
 * knapsack, which is exact on the same table.
 *
 * @throws AllocationError for an impossible budget or a malformed problem.
 */
export function haqAllocation(problem: HaqTableProblem): Allocation {
  const { layers, candidates = defaultCandidates, loss, limit } = problem;
  undominatedChoices('haqAllocation', { layers, candidates, loss, cost: limit?.cost });
  const search = haqSearch(problem);
  let step = search.next();
  while (step.done !== true) {
    const total = step.value.reduce(
      (sum, { bits }, layer) => sum + loss[layer]![candidates.indexOf(bits)]!,
      0,
    );
    step = search.next(total);
  }
  return step.value;
}

/** What says how much an allocation loses: as a rule, the network with all its layers rounded at once. */
export type JointLoss = (allocation: Allocation) => Promise<number> | number;

/**
 * What the agent of {@link haqSearch} finds where the loss of a whole allocation is measured.
 *
 * @throws AllocationError for an impossible budget, a malformed problem, or a loss that is NaN; the signal's reason when
 *   aborted.
 */
export async function haqAllocationBy(
  evaluate: JointLoss,
  { signal, ...problem }: HaqProblem & { readonly signal?: AbortSignal | undefined },
): Promise<Allocation> {
  const search = haqSearch(problem);
  let step = search.next();
  while (step.done !== true) {
    signal?.throwIfAborted();
    step = search.next(await evaluate(step.value));
  }
  return step.value;
}
