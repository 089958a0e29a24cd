import { checkEqual, refusal, type Rule } from './check.ts';
import { describeValue } from './describe-value.ts';

/** Numbers or flags in any array: typed, plain, or parsed from JSON; int64 as Arrow and Parquet give it is read as numbers. */
export type Column = ArrayLike<number | boolean | bigint>;

/** A row-major matrix as plain data: `data[row * columns + column]`, `shape = [rows, columns]`. */
export interface Matrix<Data extends Column = Column> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** What a metric takes under one name. */
export type Argument = Column | Matrix;

/** The rule of the entries of an argument, and whether it is a matrix. */
export interface ArgumentRule extends Rule {
  readonly matrix?: true;
}

/** The rule of a matrix. */
export interface MatrixRule extends ArgumentRule {
  readonly matrix: true;
}

/** The rule of a matrix, given that of its entries. */
export function matrixOf(rule: Rule): MatrixRule {
  return { ...rule, matrix: true };
}

/** What is read: columns as float64 copies, matrices as numbers that are not to be kept. */
export type ReadColumns<Rules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends MatrixRule ? ArrayLike<number> : Float64Array;
};

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;

/** The length of an array whose first entry can be one of numbers, or undefined. */
function lengthOf(data: unknown): number | undefined {
  const { length, 0: first } = data as Readonly<Record<string, unknown>>;
  const isArray = typeof data === 'object' && isCount(length) && !(typeof first === 'object' && first);
  return isArray ? (length as number) : undefined;
}

/** What to do about an argument that is not what its metric takes. */
function remedyFor(value: unknown, matrix: boolean | undefined): string {
  if (value === undefined) return 'Give it under this name.';
  const { shape, 0: first } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (matrix) return 'Give { data: rows.flat(), shape: [rows.length, columns] }.';
  if (shape) return 'Give its data alone, one entry a row.';
  return typeof first === 'object' ? 'Flatten it with .flat().' : 'Give one entry a row.';
}

/**
 * Reads the arguments of a metric under their names, checked: columns as float64 copies, typed matrices as they are. The
 * first column fixes the number of rows and the first matrix the number of columns; every later one must agree.
 *
 * @throws MetricsError when an argument is not what its rule says, has another size, or holds an entry against it.
 */
export function readColumns<const Rules extends Readonly<Record<string, ArgumentRule>>>(
  origin: string,
  input: Readonly<Record<NoInfer<keyof Rules & string>, Argument>>,
  rules: Rules,
): ReadColumns<Rules> {
  let rows: number | undefined;
  let width: number | undefined;
  const columns: Record<string, ArrayLike<number>> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const { matrix, entries = 'numbers' } = rule;
    const given: unknown = (input as Readonly<Record<string, Argument>> | undefined)?.[name];
    const { data, shape } = (matrix ? (given ?? {}) : { data: given }) as Partial<Matrix>;
    const isTable = Array.isArray(shape) && shape.length === 2 && shape.every(isCount);
    const length = lengthOf(data ?? {});
    if (length === undefined || (matrix && !isTable)) {
      const form = matrix ? 'a matrix { data, shape: [rows, columns] }' : 'an array';
      throw refusal(origin, name, `${form} of ${entries}`, describeValue(given), remedyFor(given, matrix));
    }
    rows ??= matrix ? shape![0]! : length;
    if (matrix) checkEqual(origin, `${name}.shape`, `${rows},${(width ??= shape![1])}`, String(shape));
    checkEqual(origin, `${name}.length`, rows * (matrix ? width! : 1), length);
    // Typed arrays are copied at once: reading every kind of them entry by entry is many times slower.
    const typed = ArrayBuffer.isView(data) && typeof data[0] !== 'bigint';
    const read = (
      matrix && typed ? data : new Float64Array((typed ? data : length) as number)
    ) as Float64Array;
    for (let index = typed && rule.all?.(read) ? length : 0; index < length; index += 1) {
      const value: unknown = (typed ? read : data!)[index];
      // Truth values, and int64 as Arrow gives it.
      const number = (/^b/.test(typeof value) ? Number(value) : value) as number;
      if (!rule.holds(number)) {
        const remedy = typeof value === 'string' ? 'Map Number over it.' : rule.remedy;
        throw refusal(origin, `${name}[${index}]`, rule.expected, describeValue(value), remedy);
      }
      if (!typed) read[index] = number;
    }
    columns[name] = read;
  }
  return columns as ReadColumns<Rules>;
}
