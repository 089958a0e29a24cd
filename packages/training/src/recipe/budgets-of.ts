import type { Method } from './method.ts';

/**
 * The budgets, in bits per weight, that a method is run at: the given ones for a method that spends a budget, else the one
 * width it has: 32 for full precision, that of its bits where they are fixed.
 */
export function budgetsOf(method: Method, budgets: readonly number[]): number[] {
  if (method.kind === 'full-precision') return [32];
  const { fixedBits } = method.bits;
  return fixedBits === undefined ? [...budgets] : [fixedBits];
}
