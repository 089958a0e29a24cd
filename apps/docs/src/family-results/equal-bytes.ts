import type { AllocationRow } from './allocation-results.ts';
import { overSeeds, type OverSeeds } from './over-seeds.ts';

/** A sensitivity on a data set where as many bytes may be stored as one width everywhere takes. */
export interface EqualBytesRow {
  readonly dataset: string;
  readonly budgetBits: number;
  /** Null where one width is taken everywhere. */
  readonly sensitivity: string | null;
  /** Two-sided faithfulness error over seeds, each the mean over allocators, points. */
  readonly error: OverSeeds;
  /** Mean bytes of the packed file. */
  readonly bytes: number;
  /** How far apart the means of its allocators lie, points; 0 for one alone. */
  readonly spread: number;
}

/** What was measured at equal bytes, a row a sensitivity and data set, after one width everywhere. */
export function equalBytes(rows: readonly AllocationRow[]): EqualBytesRow[] {
  const inBytes = rows.filter(({ spend }) => spend === 'bytes');
  const everywhere = rows.filter(
    ({ allocator, spend, dataset, budgetBits }) =>
      allocator === 'uniform' &&
      spend === 'bits' &&
      inBytes.some((one) => one.dataset === dataset && one.budgetBits === budgetBits),
  );
  const groups = new Map<string, AllocationRow[]>();
  for (const row of [...everywhere, ...inBytes]) {
    const key = [row.dataset, row.budgetBits, row.sensitivity].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const sets = [...new Set(rows.map(({ dataset }) => dataset))];
  return [...groups.values()]
    .map(overAllocators)
    .sort(
      (one, other) =>
        sets.indexOf(one.dataset) - sets.indexOf(other.dataset) ||
        one.budgetBits - other.budgetBits ||
        (one.sensitivity ?? '').localeCompare(other.sensitivity ?? ''),
    );
}

function overAllocators(rows: readonly AllocationRow[]): EqualBytesRow {
  const [{ dataset, budgetBits, sensitivity }] = rows as [AllocationRow];
  const seeds = [...new Set(rows.flatMap(({ bySeed }) => [...bySeed.keys()]))];
  const bySeed = seeds.map((seed) => {
    const defined = rows.flatMap((row) => row.bySeed.get(seed) ?? []);
    return defined.length === 0 ? null : mean(defined);
  });
  const means = rows.flatMap(({ error }) => error.mean ?? []);
  return {
    ...{ dataset, budgetBits, sensitivity, error: overSeeds(bySeed, [0, 200]) },
    bytes: mean(rows.map(({ bytes }) => bytes)),
    spread: means.length === 0 ? 0 : Math.max(...means) - Math.min(...means),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
