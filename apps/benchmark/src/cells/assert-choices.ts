import { defaultCandidates } from '@cfq/bit-allocation';
import { assertKnown } from '../command-line/assert-known.ts';
import type { Parts } from '../plugins/parts.ts';
import { UsageError } from '../command-line/benchmark-error.ts';

/** What a request names. */
export interface Choices {
  readonly datasets: readonly string[];
  readonly methods: readonly string[];
  readonly bits: readonly number[];
  /** Default: none. */
  readonly solver?: readonly string[];
}

/**
 * Looks up every name of a request and checks that every budget can be met.
 *
 * @param parts where names are looked up
 * @param nameOf how whoever asked wrote each of them, for errors; default the flags
 * @throws UsageError for an unknown name, or a budget below the smallest candidate bit-width
 */
export function assertChoices(
  { datasets, methods, bits, solver = [] }: Choices,
  parts: Parts,
  nameOf: (choice: keyof Choices) => string = flagOf,
): void {
  for (const name of datasets) assertKnown(nameOf('datasets'), name, Object.keys(parts.dataset));
  for (const name of methods) assertKnown(nameOf('methods'), name, Object.keys(parts.method));
  for (const name of solver) assertKnown(nameOf('solver'), name, Object.keys(parts.solver));
  const smallest = Math.min(...defaultCandidates);
  const impossible = bits.find((budget) => budget < smallest);
  if (impossible === undefined) return;
  throw new UsageError(
    `${nameOf('bits')}: no schedule averages ${impossible} bits (expected at least ${smallest}, the smallest candidate of ${defaultCandidates.join(', ')}).`,
  );
}

function flagOf(choice: keyof Choices): string {
  return { datasets: '--dataset', methods: '--method', bits: '--bits', solver: '--solver' }[choice];
}
