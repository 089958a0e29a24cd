import { missingLabel } from '@cfq/datasets';
import type { Subgroups } from '@cfq/metrics';
import { EvaluationError } from './evaluation-error.ts';

/** Subgroups as levels and one code a test row; a code of −1 says that it is not known. */
export interface CodedGroups extends Subgroups {
  readonly codes: Int32Array;
}

/** One value a test row, such as a column of a table; `null`, `undefined` and NaN say that it is not known. */
export type GroupColumn = ArrayLike<string | number | null | undefined>;

/** An attribute of the test rows by which a record can be broken down. */
export type Groups = CodedGroups | GroupColumn;

/**
 * An attribute with one code for each row. Levels of a column are sorted, numbers by size; rows of which it is not known
 * are a level of their own, the last.
 *
 * @throws EvaluationError when there is not one value a row
 */
export function codedGroups(attribute: string, groups: Groups, rows: number): CodedGroups {
  const { levels, codes } = 'codes' in groups ? groups : encode(groups);
  if (codes.length !== rows) {
    throw new EvaluationError(
      `evaluate: groups have one value a row (expected ${rows} of "${attribute}", got ${codes.length}). ` +
        'Pass the attribute of every test row.',
    );
  }
  if (!codes.includes(-1)) return { levels, codes };
  return {
    levels: [...levels, missingLabel],
    codes: codes.map((code) => (code < 0 ? levels.length : code)),
  };
}

function encode(column: GroupColumn): CodedGroups {
  const values = Array.from(column, (value) =>
    value === undefined || value === null || Number.isNaN(value) ? null : value,
  );
  const known = [...new Set(values.filter((value) => value !== null))].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  const codeOf = new Map(known.map((value, code) => [value, code]));
  return {
    levels: known.map(String),
    codes: Int32Array.from(values, (value) => (value === null ? -1 : codeOf.get(value)!)),
  };
}
