import { badCell, type CellOrigin } from '../tables/bad-cell.ts';
import type { LevelColumn } from '../tables/table.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import type { GroupSchema } from './dataset-schema.ts';

/** Cells of a column of yes or no, by what they say. */
const answers = new Map<string, boolean>(
  [
    ['1', 'true', 'True', 'TRUE', 'yes', 'Yes', 'YES'].map((word) => [word, true] as const),
    ['0', 'false', 'False', 'FALSE', 'no', 'No', 'NO'].map((word) => [word, false] as const),
  ].flat(),
);

/**
 * One column of levels out of columns of yes or no. A row with none of them has the level `none`, or, without such a
 * level or with a missing cell, no value.
 *
 * @param missing Words that mean "missing".
 * @throws DatasetError naming the first cell that says neither yes nor no, or the row with two of them.
 */
export function groupColumn(
  origin: CellOrigin,
  { columns, none }: GroupSchema,
  missing: readonly string[],
  cells: (name: string) => readonly string[],
): LevelColumn {
  const answer = wordLookup<boolean | 'missing'>(
    new Map<string, boolean | 'missing'>([
      ...missing.map((word): [string, 'missing'] => [word, 'missing']),
      ...answers,
    ]),
  );
  const names = Object.values(columns);
  const levels = [...Object.keys(columns), ...(none === undefined ? [] : [none])];
  const rows = cells(names[0]!).length;
  const codes = new Int32Array(rows).fill(none === undefined ? -1 : levels.length - 1);
  const chosenBy = new Int32Array(rows).fill(-1);
  names.forEach((name, level) => {
    cells(name).forEach((cell, row) => {
      const said = answer(cell);
      if (said === undefined) throw badCell(origin, name, row, cell, '0 or 1, false or true, no or yes');
      if (said === 'missing' && chosenBy[row]! < 0) codes[row] = -1;
      if (said !== true) return;
      const other = names[chosenBy[row]!];
      if (other !== undefined) throw badCell(origin, name, row, cell, `no second one beside "${other}"`);
      chosenBy[row] = level;
      codes[row] = level;
    });
  });
  return { kind: 'level', levels, codes };
}
