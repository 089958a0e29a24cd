import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { familyRows } from './family-rows.ts';
import { inputsResults, type InputsRow } from './inputs-results.ts';

const file = new URL('../../data/reports/inputs.csv', import.meta.url);

/** What the family `inputs` measured, plain data. */
export interface ShownInputs {
  readonly rows: readonly InputsRow[];
  /** Most seeds that a row has. */
  readonly seeds: number;
}

/** Results of the report that stands in the repository; null where none does. */
export async function shownInputs(): Promise<ShownInputs | null> {
  if (!existsSync(file)) return null;
  const rows = inputsResults(familyRows(await readFile(file, 'utf8')));
  return { rows, seeds: Math.max(0, ...rows.map(({ measures }) => measures.accuracy.n)) };
}
