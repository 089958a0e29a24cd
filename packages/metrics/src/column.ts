import { amount, checkSize, checkValue, type Rule } from './check.ts';

/** Numbers or flags in any array: typed, plain, or parsed from JSON. */
export type Column = ArrayLike<number | boolean>;

/** A row-major matrix as plain data: `data[row * columns + column]`, `shape = [rows, columns]`. */
export interface Matrix<Data extends Column = Column> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** What a metric takes under one name: a column, a matrix, or one number for all rows. */
export type Argument = Column | Matrix | number;

/**
 * Reads the arguments of a metric under their names, as checked float64 copies. The first column fixes the
 * number of rows and the first matrix the number of columns; every later one must agree. A single number
 * becomes a column of that number: name it after the columns.
 *
 * @throws {MetricsError} when an argument is no array, has another size, or holds an entry against its rule.
 */
export function readColumns<Name extends string>(
  origin: string,
  input: Readonly<Record<Name, Argument>>,
  rules: Readonly<Record<Name, Rule>>,
): Record<Name, Float64Array> {
  let rows: number | undefined;
  let width: number | undefined;
  const columns = {} as Record<Name, Float64Array>;
  for (const name of Object.keys(rules) as Name[]) {
    const rule = rules[name];
    const argument: Argument = input[name];
    if (typeof argument === 'number') {
      columns[name] = new Float64Array(rows ?? 0).fill(checkValue(origin, name, argument, rule));
      continue;
    }
    const { data, shape } = (
      (argument as Matrix | undefined)?.shape ? argument : { data: argument }
    ) as Partial<Matrix>;
    const length = checkValue(origin, `${name}.length`, data?.length, amount);
    rows ??= (shape ?? [length])[0];
    if (shape) checkSize(origin, `${name}.shape`, `${rows},${(width ??= shape[1])}`, String(shape));
    checkSize(origin, `${name}.length`, rows! * (shape ? width! : 1), length);
    const column = new Float64Array(length);
    for (let index = 0; index < length; index += 1) {
      const value = data![index];
      column[index] =
        typeof value === 'number' && rule.holds(value) ? value : checkValue(origin, name, value, rule, index);
    }
    columns[name] = column;
  }
  return columns;
}
