import type { Subgroup } from '../tables/subgroup.ts';

/** The entries of `source` at `rows`, in that order. */
export function selectRows(source: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => source[row]!);
}

/** The same for every partition of a record. */
export function selectSubgroups(
  subgroups: Readonly<Record<string, Subgroup>>,
  rows: Int32Array,
): Record<string, Subgroup> {
  return Object.fromEntries(
    Object.entries(subgroups).map(([name, { levels, codes }]) => [
      name,
      { levels, codes: selectRows(codes, rows) },
    ]),
  );
}
