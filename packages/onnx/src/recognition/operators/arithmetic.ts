import { alongTail, combine } from '../constant.ts';
import { affine, denseOf } from '../linear-forms.ts';
import { sumsOf } from '../picks.ts';
import { refuse } from '../obstacle.ts';
import { mapped } from './bending.ts';
import { complement, completed } from './other-class.ts';
import { columnsOfCodes } from '../rectified-codes.ts';
import { scaleOutputs } from '../scale-outputs.ts';
import { scaleStored } from '../scale-stored.ts';
import { affineSteps, movedOnGrid, scaledGrids } from '../steps.ts';
import { constant, input, text, type Call, type Operator } from './operator.ts';
import type { Columns, Rows, Value } from '../values.ts';

/** `factors · value + addends`, a factor and an addend a column. */
export function affineRows(value: Value, factors: Float64Array, addends: Float64Array): Value {
  if (factors.every((factor) => factor === 1) && addends.every((addend) => addend === 0)) return value;
  switch (value.kind) {
    case 'columns': {
      const moved = factors.every((factor) => factor === 1) ? movedOnGrid(value, addends) : null;
      if (moved !== null) return moved;
      return {
        ...value,
        columns: value.columns.map((column, at) => affine(column, factors[at]!, addends[at]!)),
      };
    }
    case 'codes':
      return affineRows(columnsOfCodes(value), factors, addends);
    case 'steps':
      return affineSteps(value, factors, addends);
    case 'dense': {
      const sums = sumsOf(value);
      const weight = scaleOutputs(sums.weight, factors);
      const grids = scaledGrids(sums.grids, factors);
      const bias = sums.bias.map((sum, at) => sum * factors[at]! + addends[at]!);
      return denseOf({ ...sums, weight, grids, bias }, value.tail);
    }
    case 'constant':
    case 'texts':
    case 'scores':
    case 'labels':
    case 'maps':
    case 'unknown':
      return refuse('scores or labels are computed with');
  }
}

/** Linear forms over one stage, added column by column, or subtracted. */
function combined(a: Columns, b: Columns, sign: 1 | -1): Columns {
  if (a.stage !== b.stage || a.tail.join() !== b.tail.join()) {
    return refuse('two values that depend on the rows are put together');
  }
  const columns = a.columns.map((one, at) => {
    const other = affine(b.columns[at]!, sign, 0);
    const terms = [...one.terms, ...other.terms];
    return { terms, constant: one.constant + other.constant, lookup: null };
  });
  return { ...a, columns, whole: a.whole && b.whole };
}

const isRows = (value: Value): value is Rows => 'tail' in value;

interface Binary {
  readonly ofNumbers: (x: number, y: number) => number;
  /** Factor and addend of the rows, given the number on their other side. */
  readonly rowsFirst: (y: number) => readonly [factor: number, addend: number];
  readonly rowsSecond: ((x: number) => readonly [factor: number, addend: number]) | null;
}

const binary =
  ({ ofNumbers, rowsFirst, rowsSecond }: Binary): Operator =>
  (call) => {
    const [a, b] = [input(call, 0), input(call, 1)];
    if (a.kind === 'constant' && b.kind === 'constant') {
      const result = combine(a, b, ofNumbers);
      return [{ ...result, stored: scaleStored(a, b, result.dims, ofNumbers) }];
    }
    if (a.kind === 'columns' && b.kind === 'columns' && [2, 4].includes(ofNumbers(3, 1))) {
      return [combined(a, b, ofNumbers(3, 1) === 4 ? 1 : -1)];
    }
    const [rows, other, isFirst] = isRows(a) ? [a, b, true] : [b, a, false];
    if (!isRows(rows)) return refuse('it does not hold rows');
    if (other.kind !== 'constant') return refuse('two values that depend on the rows are put together');
    if (!isFirst && ofNumbers(3, 1) === 2) {
      const other_ = complement(rows, other);
      if (other_ !== null) return [other_];
    }
    if (ofNumbers(3, 1) === 4) {
      const both = completed(rows, other);
      if (both !== null) return [both];
    }
    const numbers = alongTail(other, rows.tail);
    const side = isFirst
      ? rowsFirst
      : (rowsSecond ?? refuse('a number is divided by what depends on the rows'));
    const parts = Array.from(numbers, side);
    return [
      affineRows(
        rows,
        Float64Array.from(parts, ([factor]) => factor),
        Float64Array.from(parts, ([, addend]) => addend),
      ),
    ];
  };

/** An operator that only constants may go through. */
const onConstants =
  (operation: (x: number) => number): Operator =>
  (call) => [mapped(constant(call, 0), operation)];

const negate: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'constant') return [mapped(value, (x) => -x)];
  if (!isRows(value)) return refuse('it does not hold rows');
  const size = value.tail.reduce((product, one) => product * one, 1);
  return [affineRows(value, new Float64Array(size).fill(-1), new Float64Array(size))];
};

const sum: Operator = (call: Call) => {
  if (call.node.inputs.length !== 2) return refuse('other than two values are added');
  return add(call);
};

const add = binary({
  ofNumbers: (x, y) => x + y,
  rowsFirst: (y) => [1, y],
  rowsSecond: (x) => [1, x],
});

/** Whole numbers combined bit by bit, or moved by places. */
const onBits =
  (operation: (call: Call) => (x: number, y: number) => number): Operator =>
  (call) => [combine(constant(call, 0), constant(call, 1), operation(call))];

/** Truth values of columns turned about. */
const not: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'constant') return [mapped(value, (x) => (x === 0 ? 1 : 0))];
  if (value.kind !== 'columns') return refuse('it turns no truth values of columns about');
  return [
    affineRows(
      value,
      new Float64Array(value.columns.length).fill(-1),
      new Float64Array(value.columns.length).fill(1),
    ),
  ];
};

/** Operators of numbers. */
export const arithmetic: Readonly<Record<string, Operator>> = {
  Add: add,
  Sum: sum,
  Sub: binary({ ofNumbers: (x, y) => x - y, rowsFirst: (y) => [1, -y], rowsSecond: (x) => [-1, x] }),
  Mul: binary({ ofNumbers: (x, y) => x * y, rowsFirst: (y) => [y, 0], rowsSecond: (x) => [x, 0] }),
  Div: binary({ ofNumbers: (x, y) => x / y, rowsFirst: (y) => [1 / y, 0], rowsSecond: null }),
  Neg: negate,
  Not: not,
  BitShift: onBits((call) =>
    (text(call, 'direction') ?? 'LEFT') === 'RIGHT'
      ? (x, y) => Math.floor(x / 2 ** y)
      : () => refuse('it moves bits to the left'),
  ),
  BitwiseAnd: onBits(() => (x, y) => (x & y) >>> 0),
  Sqrt: onConstants(Math.sqrt),
  Reciprocal: onConstants((x) => 1 / x),
  Exp: onConstants(Math.exp),
  Abs: onConstants(Math.abs),
  Floor: onConstants(Math.floor),
};
