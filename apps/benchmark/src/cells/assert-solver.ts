import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import type { Parts } from '../plugins/parts.ts';
import { parseBackbone } from './parse-backbone.ts';

/**
 * Refuses a solver for linear models beside a backbone that is none.
 *
 * @param solver its name, which is known
 * @param written where it was written, as the user sees it
 * @throws UsageError naming both
 */
export function assertSolverFits(
  solver: string,
  { backbone, parts, written = '--solver' }: { backbone: string; parts: Parts; written?: string },
): void {
  const { name, hidden } = parseBackbone(backbone);
  if (parts.solver[solver]?.models !== 'linear' || hidden.length === 0) return;
  throw new UsageError(
    `${written}: "${solver}" is for linear models (expected --backbone logistic beside it, got ${name}). Choose another of the two.`,
  );
}

/**
 * Refuses options that a solver does not have, or values that they cannot take, before anything is trained.
 *
 * @param solver its name, which is known
 * @param written where the options were written, as the user sees it
 * @throws UsageError naming the option
 */
export function assertSolverOptions(
  solver: string,
  { options, parts, written }: { options: object; parts: Parts; written: string },
): void {
  try {
    parts.solver[solver]!.assertOptions(options);
  } catch (error) {
    throw new UsageError(`${written}: ${oneLine(error)}`, { cause: error });
  }
}
