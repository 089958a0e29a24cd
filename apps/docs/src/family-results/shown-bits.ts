import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { bitsResults, fewestBits, type BitsRow, type FewestBits } from './bits-results.ts';
import { familyRows } from './family-rows.ts';

const file = new URL('../../data/reports/budget-curves.csv', import.meta.url);

/** What the family `budget-curves` says of bits, plain data. */
export interface ShownBits {
  readonly rows: readonly BitsRow[];
  readonly fewest: readonly FewestBits[];
  /** Most seeds that a row has. */
  readonly seeds: number;
}

/** Results of the report that stands in the repository; null where none does. */
export async function shownBits(): Promise<ShownBits | null> {
  if (!existsSync(file)) return null;
  const rows = bitsResults(familyRows(await readFile(file, 'utf8')));
  return { rows, fewest: fewestBits(rows), seeds: Math.max(0, ...rows.map(({ seeds }) => seeds)) };
}
