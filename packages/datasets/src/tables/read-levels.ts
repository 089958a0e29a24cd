import { nearestName } from '@cfq/parts';
import { DatasetError } from '../internals/dataset-error.ts';
import { badCell, type CellOrigin } from './bad-cell.ts';
import { missingLabel } from './missing-label.ts';
import { assertMeanings, specialCodes } from './special-codes.ts';
import type { SourceColumn } from './source-column.ts';
import type { LevelColumn } from './table.ts';
import { wordLookup } from './word-lookup.ts';

const shownLevels = 12;

/** What a cell stands for: a level, or, where that is −1, a special code or nothing. */
interface Meaning {
  readonly level: number;
  readonly special: number;
}

/**
 * Reads cells as levels. Declared levels go before special codes, and these before missing ones.
 *
 * @throws DatasetError naming the first cell that is none of these.
 */
export function readLevels(
  origin: CellOrigin,
  column: SourceColumn & { kind: 'level' },
  cells: ArrayLike<string | number>,
): LevelColumn {
  const { name, levels, missing = [], special = new Map<string, string>() } = column;
  const labels = [...new Set(levels.values())];
  if (labels.includes(missingLabel)) {
    throw new DatasetError(
      `${origin.caller}: column "${name}": "${missingLabel}" is reserved. Rename the level.`,
    );
  }
  const meanings = assertMeanings(origin, column, labels);
  const lookup = wordLookup(
    new Map<string, Meaning>([
      ...missing.map((word) => [word, absent] as const),
      ...[...special].map(
        ([word, label]) => [word, { level: -1, special: meanings.indexOf(label) }] as const,
      ),
      ...[...levels].map(([word, label]) => [word, { level: labels.indexOf(label), special: -1 }] as const),
    ]),
  );
  const known = new Map<string, Meaning>();
  const codes = new Int32Array(cells.length);
  const specials = new Int32Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = String(cells[row]!);
    const meaning = known.get(cell) ?? lookup(cell);
    if (meaning === undefined) throw unknownLevel(origin, name, row, cell, [...levels.keys()]);
    known.set(cell, meaning);
    codes[row] = meaning.level;
    specials[row] = meaning.special;
  }
  return { kind: 'level', levels: labels, codes, ...specialCodes(meanings, specials) };
}

const absent: Meaning = { level: -1, special: -1 };

function unknownLevel(
  origin: CellOrigin,
  name: string,
  row: number,
  cell: string,
  levels: readonly string[],
): DatasetError {
  const more = levels.length > shownLevels ? `, … (${levels.length} in all)` : '';
  const nearest = nearestName(cell, levels);
  const meant = nearest === undefined || cell === '' ? '' : `; did you mean "${nearest}"?`;
  const hint = cell === '' ? "list it under missing: ['']" : undefined;
  return badCell(
    origin,
    name,
    row,
    cell,
    `one of ${levels.slice(0, shownLevels).join(', ')}${more}${meant}`,
    hint,
  );
}
