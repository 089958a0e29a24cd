import { defaultCandidates } from '@cfq/bit-allocation';
import { datasets as datasetRegistry } from '@cfq/datasets';
import { methods as methodRegistry } from '@cfq/training';
import { assertKnown } from '../command-line/assert-known.ts';
import { UsageError } from '../command-line/benchmark-error.ts';

/** What a request names. */
export interface Choices {
  readonly datasets: readonly string[];
  readonly methods: readonly string[];
  readonly bits: readonly number[];
}

/**
 * Looks up every name of a request and checks that every budget can be met.
 *
 * @param nameOf how whoever asked wrote each of them, for errors; default the flags
 * @throws UsageError for an unknown name, or a budget below the smallest candidate bit-width
 */
export function assertChoices(
  { datasets, methods, bits }: Choices,
  nameOf: (choice: keyof Choices) => string = flagOf,
): void {
  for (const name of datasets) assertKnown(nameOf('datasets'), name, Object.keys(datasetRegistry));
  for (const name of methods) assertKnown(nameOf('methods'), name, Object.keys(methodRegistry));
  const smallest = Math.min(...defaultCandidates);
  const impossible = bits.find((budget) => budget < smallest);
  if (impossible === undefined) return;
  throw new UsageError(
    `${nameOf('bits')}: no schedule averages ${impossible} bits (expected at least ${smallest}, the smallest candidate of ${defaultCandidates.join(', ')}).`,
  );
}

function flagOf(choice: keyof Choices): string {
  return { datasets: '--dataset', methods: '--method', bits: '--bits' }[choice];
}
