import { MetricsError } from './metrics-error.ts';

/** Numbers or flags in any array: typed, plain, or parsed from JSON. */
export type Column = ArrayLike<number | boolean>;

/** What the entries of a column must be. */
export interface ColumnRule {
  readonly rule: string;
  readonly holds: (value: number) => boolean;
}

/** Flags: 0, 1, `false` or `true`. */
export const flag: ColumnRule = { rule: 'flags, 0 or 1', holds: (value) => value === 0 || value === 1 };

/** Predicted or true classes. */
export const classLabel: ColumnRule = { rule: 'integer classes', holds: Number.isInteger };

/** Costs: 0 or more; `Infinity` is allowed on rows that turn out not to count. */
export const amount: ColumnRule = { rule: 'numbers ≥ 0, not NaN', holds: (value) => value >= 0 };

/** Any finite numbers. */
export const finite: ColumnRule = { rule: 'finite numbers', holds: Number.isFinite };

/** Copies a column to float64 after checking length and entries. `width` is entries per row, default 1. */
export type ColumnReader = (name: string, values: Column, rule: ColumnRule, width?: number) => Float64Array;

/**
 * Makes the reader of one call's columns: the first column read fixes the number of rows and every later
 * one must agree.
 *
 * @throws {MetricsError} when a column is no array, has another length, or holds a value against its rule.
 */
export function columnReader(origin: string): ColumnReader {
  let rows: number | undefined;
  return (name, values, { rule, holds }, width = 1) => {
    const length: unknown = (values as Column | undefined)?.length;
    if (typeof length !== 'number') {
      throw new MetricsError(origin, `${name} must be an array`, rule, typeof values, `Pass ${name}`);
    }
    rows ??= length / width;
    if (length !== rows * width) {
      const remedy = 'Give every argument the same instances';
      throw new MetricsError(origin, `${name} has another length`, rows * width, length, remedy);
    }
    const column = new Float64Array(length);
    for (let index = 0; index < length; index += 1) {
      const value: unknown = values[index];
      const number = typeof value === 'boolean' ? Number(value) : value;
      if (typeof number !== 'number' || !holds(number)) {
        const remedy = 'Correct or leave out that instance';
        throw new MetricsError(origin, `${name}[${index}] is out of range`, rule, number, remedy);
      }
      column[index] = number;
    }
    return column;
  };
}
