import { checkEqual, checkValue, nonNegative, type Rule } from './check.ts';

/** Numbers or flags in any array: typed, plain, or parsed from JSON. */
export type Column = ArrayLike<number | boolean>;

/** A row-major matrix as plain data: `data[row * columns + column]`, `shape = [rows, columns]`. */
export interface Matrix<Data extends Column = Column> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** The length of whatever was given in the place of an array. */
const array: Rule = { ...nonNegative, remedy: 'Give an array.' };

/** What a metric takes under one name. */
export type Argument = Column | Matrix;

/**
 * Reads the arguments of a metric under their names, as checked float64 copies. The first column fixes the
 * number of rows and the first matrix the number of columns; every later one must agree.
 *
 * @throws MetricsError when an argument is no array, has another size, or holds an entry against its rule.
 */
export function readColumns<Name extends string>(
  origin: string,
  input: Readonly<Record<NoInfer<Name>, Argument>>,
  rules: Readonly<Record<Name, Rule>>,
): Record<Name, Float64Array> {
  let rows: number | undefined;
  let width: number | undefined;
  const columns = {} as Record<Name, Float64Array>;
  for (const name in rules) {
    const rule = rules[name];
    const argument = input[name] as Partial<Matrix> | undefined;
    const shape = argument?.shape;
    const data = shape ? argument.data : (argument as Column | undefined);
    const length = checkValue(origin, `${name}.length`, data?.length, array);
    rows ??= (shape ?? [length])[0]!;
    if (shape) checkEqual(origin, `${name}.shape`, `${rows},${(width ??= shape[1])}`, String(shape));
    checkEqual(origin, `${name}.length`, rows * (shape ? width! : 1), length);
    // Typed arrays are copied at once: reading every kind of them entry by entry is many times slower.
    const typed = ArrayBuffer.isView(data);
    const copy = new Float64Array((typed ? data : length) as ArrayLike<number>);
    columns[name] = copy.map((copied, index) => {
      const value = typed ? copied : data![index]!;
      return rule.holds(value as number) ? +value : checkValue(origin, `${name}[${index}]`, value, rule);
    });
  }
  return columns;
}
