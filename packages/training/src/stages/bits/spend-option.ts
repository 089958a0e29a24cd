import type { CostKind } from '../../costs/cost-tables.ts';

/** The option of a bit stage that says what its budget counts; left out where that is bits, as budgets do by themselves. */
export function spendOption(spend: CostKind): { readonly spend?: CostKind } {
  return spend === 'bits' ? {} : { spend };
}
