import type { SourceColumn } from '../tables/source-column.ts';
import { numberReader } from '../tables/number-format.ts';
import type { NumberColumn } from '../tables/table.ts';

/** Numbers that files put where there is none; those of the second list only where all else is far below. */
const negative = [-1, -7, -8, -9, -77, -88, -97, -98, -99, -997, -998, -999, -9999, -99999, -999999];
const positive = [96, 97, 98, 99, 997, 998, 999, 9997, 9998, 9999, 99999, 999999, 9999999, 99999999];

/** How far above everything else a positive code stands, as a multiple of the largest number. */
const far = 2;

/** A column and its numbers that look like codes, ascending. */
export interface CodeLikeNumbers {
  readonly name: string;
  readonly codes: readonly number[];
}

/**
 * Numbers of a column that look like codes: the only negative ones of a column, or a run of nines far above all others.
 * Undefined where there are none.
 */
export function codeLikeNumbers(name: string, { values }: NumberColumn): CodeLikeNumbers | undefined {
  const numbers = [...new Set(values)].filter((value) => !Number.isNaN(value));
  const below = numbers.filter((value) => value < 0);
  const allCodes = below.length > 0 && below.every((value) => negative.includes(value));
  const rest = numbers.filter((value) => !positive.includes(value));
  const most = rest.reduce((a, b) => Math.max(a, b), 0);
  const above = numbers.filter((value) => positive.includes(value) && value > far * most && rest.length > 1);
  const codes = [...(allCodes ? below : []), ...above].sort((a, b) => a - b);
  // One row with −1 may be a number like any other.
  const held = codes.filter((code) => code !== -1 || values.filter((value) => value === code).length > 1);
  return held.length === 0 || numbers.length <= held.length + 1 ? undefined : { name, codes: held };
}

/** One sentence about all columns of a file with numbers that look like codes, those with the same ones together. */
export function codeWarnings(found: readonly CodeLikeNumbers[]): string[] {
  const all = [...new Set(found.flatMap(({ codes }) => codes))].sort((a, b) => a - b);
  if (all.length === 0) return [];
  const columnsOf = new Map<string, string[]>();
  for (const { name, codes } of found) {
    const shown = codes.join(', ');
    columnsOf.set(shown, [...(columnsOf.get(shown) ?? []), `"${name}"`]);
  }
  const groups = [...columnsOf].map(
    ([shown, names]) => `${names.join(', ')} ${names.length === 1 ? 'holds' : 'hold'} ${shown}`,
  );
  const one = all.length === 1;
  return [
    `${groups.join('; ')}, which look${one ? 's' : ''} like ${one ? 'a code' : 'codes'}: if ` +
      `${one ? 'it stands' : 'they stand'} for something else than a number, say what under special` +
      `${found.length === 1 ? '' : ' of each of these columns'} ` +
      `(special: { ${all.map((code) => `${code}: no record`).join(', ')} }).`,
  ];
}

/**
 * Sentences about numbers that the data set's list of missing ones takes from a column where they lie amid the others.
 *
 * @param codes The data set's own list.
 * @param absent How many cells that stand for no value are a number.
 */
export function plausibleCodes(
  source: SourceColumn & { kind: 'number' },
  codes: readonly string[],
  absent: (value: number) => number,
  { values }: NumberColumn,
): string[] {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return [];
  const lowest = known.reduce((a, b) => Math.min(a, b));
  const highest = known.reduce((a, b) => Math.max(a, b));
  return codes.flatMap((code) => {
    const number = numberReader()(code)?.value;
    if (number === undefined || number < lowest || number > highest) return [];
    const rows = absent(number);
    if (rows === 0) return [];
    return [
      `"${source.name}" is ${code} in ${rows} row${rows === 1 ? '' : 's'}, which the data set's missing list takes for no ` +
        `value, though other rows run from ${lowest} to ${highest}: if it is a number here, give the column a missing ` +
        'list of its own.',
    ];
  });
}
