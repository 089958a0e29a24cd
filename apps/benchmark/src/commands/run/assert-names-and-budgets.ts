import { defaultCandidates } from '@cfq/bit-allocation';
import { datasets as datasetRegistry } from '@cfq/datasets';
import { methods as methodRegistry } from '@cfq/training';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { RunConfiguration } from './run-configuration.ts';

/**
 * Looks up every name of a request and checks that every budget can be met.
 *
 * @throws UsageError for an unknown name, or a budget below the smallest candidate bit-width
 */
export function assertNamesAndBudgets({ datasets, methods, bits }: RunConfiguration): void {
  for (const name of datasets) assertKnown('--dataset', name, Object.keys(datasetRegistry));
  for (const name of methods) assertKnown('--method', name, Object.keys(methodRegistry));
  const smallest = Math.min(...defaultCandidates);
  const impossible = bits.find((budget) => budget < smallest);
  if (impossible === undefined) return;
  throw new UsageError(
    `--bits: no schedule averages ${impossible} bits (expected at least ${smallest}, the smallest candidate of ${defaultCandidates.join(', ')}).`,
  );
}
