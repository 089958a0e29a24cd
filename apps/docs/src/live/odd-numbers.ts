import type { People } from '@cfq/datasets';

/** Rows of a table from which on it can be said what lies far outside of it. */
const fewestRows = 10;

/** The share of a column that may lie far outside before it is how the column is. */
const largestShare = 0.01;

/** Lines that one sentence names. */
const mostNamed = 5;

/** Numbers at one end of a column, by the places of their rows. */
interface End {
  readonly rows: readonly number[];
  readonly why: string;
}

/**
 * A sentence for each column of numbers in which some lie far outside everything else, further from it than the others from
 * each other, or are negative where no other is, with the lines they stand on. They may be right: people are read all the same.
 *
 * @param csv What the file of the people is called.
 */
export function oddNumbers({ table, features, lines }: People, csv: string): string[] {
  const names = features.flatMap(({ name, kind }) => (kind === 'numeric' ? [name] : []));
  return names.flatMap((name) => {
    const column = table.columns[name];
    if (column?.kind !== 'number') return [];
    const { values } = column;
    return ends(values).map(({ rows, why }) => {
      const named = rows.slice(0, mostNamed).map((row) => `${values[row]!} (${csv} line ${lines[row]!})`);
      const more = rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : '';
      const all = `${named.join(', ')}${more}`;
      return `Look at "${name}": ${all} ${rows.length === 1 ? 'is' : 'are'} ${why}. People were opened as they stand.`;
    });
  });
}

function ends(values: ArrayLike<number>): End[] {
  const ascending = Array.from(values, (_, row) => row)
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((one, other) => values[one]! - values[other]!);
  if (ascending.length < fewestRows) return [];
  const most = Math.max(1, Math.floor(ascending.length * largestShare));
  const at = (place: number): number => values[ascending.at(place)!]!;
  const low = countAt(most, (count) => isFar(at(count) - at(count - 1), at(-1) - at(count)));
  const high = countAt(most, (count) => isFar(at(-count) - at(-count - 1), at(-count - 1) - at(0)));
  const negative = countAt(most, (count) => at(count - 1) < 0 && at(count) >= 0);
  const others = (from: number, to: number): string => `the others run from ${at(from)} to ${at(to)}`;
  const found: End[] = [];
  if (low > 0) {
    found.push({ rows: ascending.slice(0, low), why: `far below all other rows: ${others(low, -1)}` });
  } else if (negative > 0) {
    found.push({ rows: ascending.slice(0, negative), why: 'below 0, where no other row is' });
  }
  if (high > 0) {
    found.push({ rows: ascending.slice(-high), why: `far above all other rows: ${others(0, -high - 1)}` });
  }
  return found;
}

/** Whether a gap is larger than what lies behind it is wide; in a column of one number nothing is far. */
const isFar = (gap: number, width: number): boolean => width > 0 && gap > width;

/** The largest number up to `most` of which something holds; 0 where of none. */
function countAt(most: number, holds: (count: number) => boolean): number {
  for (let count = most; count > 0; count -= 1) if (holds(count)) return count;
  return 0;
}
