import { datasets } from '@cfq/datasets';
import type { FamilyRow } from './family-rows.ts';
import { overSeeds, type OverSeeds } from './over-seeds.ts';

/** The method whose teacher is rounded and not trained, and the parts that it has where no other is named. */
const rounded = { method: 'mixed-ptq', sensitivity: 'loss', allocator: 'knapsack' } as const;

/** What bits were spent by. */
interface SpentBy {
  /** Name of the sensitivity; null where none is asked. */
  readonly sensitivity: string | null;
  /** Name of the allocator, or of the method that learns its bits. */
  readonly allocator: string;
  /** What the budget counts: `bits`, or another cost. */
  readonly spend: string;
}

/** One way to spend a budget on a data set. */
export interface AllocationRow extends SpentBy {
  readonly dataset: string;
  readonly budgetBits: number;
  /** Two-sided faithfulness error at κ = 0.2 by seed, percent; null where undefined. */
  readonly bySeed: ReadonlyMap<number, number | null>;
  readonly error: OverSeeds;
  /** Mean bytes of the packed file over seeds. */
  readonly bytes: number;
}

const shownKappa = 0.2;
const percent = [0, 200] as const;

/** What the family `allocation` measured, a row a way to spend a budget on a data set, from the rows of its report. */
export function allocationResults(rows: readonly FamilyRow[]): AllocationRow[] {
  const groups = new Map<string, { readonly by: SpentBy; readonly rows: FamilyRow[] }>();
  for (const row of rows) {
    if (row.kappa !== shownKappa) continue;
    const by = spentBy(row);
    const key = [row.dataset, row.budgetBits, by.sensitivity, by.allocator, by.spend].join('\n');
    const group = groups.get(key) ?? { by, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const sets = Object.keys(datasets);
  return [...groups.values()]
    .map(({ by, rows: own }): AllocationRow => {
      const [{ dataset, budgetBits }] = own as [FamilyRow];
      const bySeed = new Map(
        own.map((row) => {
          const error = row.number('faithfulness_error');
          return [row.seed, error === null ? null : 100 * error] as const;
        }),
      );
      const error = overSeeds([...bySeed.values()], percent);
      const bytes = own.reduce((sum, row) => sum + (row.number('packed_bytes') ?? NaN), 0) / own.length;
      return { ...{ dataset, budgetBits, bySeed, ...by }, error, bytes };
    })
    .sort(
      (one, other) =>
        sets.indexOf(one.dataset) - sets.indexOf(other.dataset) ||
        one.budgetBits - other.budgetBits ||
        (one.sensitivity ?? '').localeCompare(other.sensitivity ?? '') ||
        one.allocator.localeCompare(other.allocator),
    );
}

/** What a row's variant says of how its bits were spent. */
function spentBy({ method, variant }: FamilyRow): SpentBy {
  const words = new Map(variant.split(', ').map((word) => word.split('=', 2) as [string, string]));
  const spend = words.get('spend') ?? 'bits';
  if (method !== rounded.method) return { sensitivity: null, allocator: method, spend };
  const allocator = words.get('allocator') ?? rounded.allocator;
  return {
    sensitivity: allocator === 'uniform' ? null : (words.get('sensitivity') ?? rounded.sensitivity),
    allocator,
    spend,
  };
}
