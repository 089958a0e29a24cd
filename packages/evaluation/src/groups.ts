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
 * are a level of their own, the last, or the one that is called so already.
 *
 * @throws EvaluationError when there is not one value a row, two levels have one name or none, or a code is of no level
 */
export function codedGroups(attribute: string, groups: Groups, rows: number): CodedGroups {
  const { levels, codes } = 'codes' in groups ? groups : encode(attribute, groups);
  if (codes.length !== rows) {
    throw new EvaluationError(
      `evaluate: groups have one value a row (expected ${rows} of "${attribute}", got ${codes.length}). ` +
        'Pass the attribute of every test row.',
    );
  }
  levels.forEach((level, place) => {
    if (typeof level === 'string' && level !== '' && levels.indexOf(level) === place) return;
    throw new EvaluationError(
      `evaluate: groups have names of their own (expected each once in "${attribute}", got ${JSON.stringify(level)}` +
        `${level === '' ? '' : ' twice'}). Merge the two, or name them apart.`,
    );
  });
  codes.forEach((code, row) => {
    if (Number.isInteger(code) && code >= -1 && code < levels.length) return;
    throw new EvaluationError(
      `evaluate: codes of groups count levels (expected −1 to ${levels.length - 1} in "${attribute}", got ${code} in ` +
        `row ${row}). Name every group in levels; −1 is not known.`,
    );
  });
  if (!codes.includes(-1)) return { levels, codes: Int32Array.from(codes) };
  const own = levels.indexOf(missingLabel);
  const unknown = own < 0 ? levels.length : own;
  return {
    levels: own < 0 ? [...levels, missingLabel] : levels,
    codes: Int32Array.from(codes, (code) => (code < 0 ? unknown : code)),
  };
}

function encode(attribute: string, column: GroupColumn): CodedGroups {
  const values = Array.from(column, (value, row) => {
    if (value === undefined || value === null || Number.isNaN(value) || value === missingLabel) return null;
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return value;
    throw new EvaluationError(
      `evaluate: groups are names or numbers (expected one in "${attribute}", got ${JSON.stringify(value)} in row ` +
        `${row}). Pass null where it is not known.`,
    );
  });
  const known = [...new Set(values.filter((value) => value !== null))].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  const codeOf = new Map(known.map((value, code) => [value, code]));
  return {
    levels: known.map(String),
    codes: Int32Array.from(values, (value) => (value === null ? -1 : codeOf.get(value)!)),
  };
}
