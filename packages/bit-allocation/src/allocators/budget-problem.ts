import type { LayerSize } from '../allocation.ts';
import type { CostLimit } from '../costs/cost-limit.ts';

/** What every allocator is given. */
export interface BudgetProblem {
  readonly layers: readonly LayerSize[];
  /** Most bits per weight, on average over all weights; not looked at where there is a limit. */
  readonly budgetBits: number;
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  /** A limit of another cost, in place of the budget of bits. */
  readonly limit?: CostLimit | undefined;
}
