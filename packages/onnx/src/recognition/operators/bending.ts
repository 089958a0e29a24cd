import { closeLayer } from '../close-layer.ts';
import { constantOf, scalarOf } from '../constant.ts';
import { outputsOf } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { sumsOf } from '../picks.ts';
import { rectifiedCodes } from '../rectified-codes.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { isSteppable, stepsOf, within } from '../steps.ts';
import { input, number, optionalConstant, type Operator } from './operator.ts';
import type { Constant, Value } from '../values.ts';

/** Numbers of the file, each by itself. */
export function mapped(value: Constant, operation: (x: number) => number): Constant {
  return constantOf(value.type, value.dims, value.numbers.map(operation));
}

/** max(0, h) of sums; outputs that are rectified already stay. */
export function rectified(value: Value): Value {
  switch (value.kind) {
    case 'dense': {
      const stage = closeLayer(sumsOf(value), 'relu');
      return outputsOf(stage, value.tail);
    }
    case 'columns': {
      const isRectified =
        value.stage.layers.at(-1)?.activation === 'relu' &&
        value.columns.every(
          ({ terms, constant: addend }) => addend >= 0 && terms.every(({ factor }) => factor >= 0),
        );
      return isRectified ? value : refuse('columns are rectified that no layer has summed up');
    }
    case 'constant':
    case 'texts':
    case 'codes':
    case 'steps':
    case 'scores':
    case 'labels':
    case 'maps':
    case 'unknown':
      return refuse('it rectifies no sums');
  }
}

const relu: Operator = (call) => [rectified(input(call, 0))];

/** Sums or rectified outputs held within bounds: a ReLU where the upper one is open, else the range of codes. */
function clipped(value: Value, lowest: number, highest: number): Value {
  if (value.kind === 'constant') {
    const numbers = value.numbers.map((x) => Math.min(Math.max(x, lowest), highest));
    return { ...constantOf(value.type, value.dims, numbers), range: [lowest, highest] };
  }
  if (lowest === -Infinity && highest === Infinity) return value;
  if (value.kind === 'codes') {
    const [from, to] = [lowest - value.zeroPoint, highest - value.zeroPoint];
    return from <= 0
      ? { ...value, highest: Math.min(value.highest, to) }
      : refuse('codes have another least one');
  }
  if (value.kind === 'steps') return within(value, lowest, highest);
  if (value.kind === 'dense' && lowest !== 0) return refuse('sums are held within bounds');
  const above = value.kind === 'dense' ? rectified(value) : value;
  if (highest === Infinity) return rectified(above);
  if (lowest > 0) return refuse('outputs are held above a bound');
  return { ...rectifiedCodes(above), highest, rounded: false };
}

const clip: Operator = (call) => {
  const bound = (name: string, at: number, absent: number): number => {
    const attribute = number(call, name, 'float', null);
    if (attribute !== null) return attribute;
    const given = optionalConstant(call, at);
    return given === null ? absent : scalarOf(given);
  };
  // The bounds of version 6 default to the ends of float32, which no sum reaches.
  const [lowest, highest] = [bound('min', 1, -Infinity), bound('max', 2, Infinity)];
  return [
    clipped(input(call, 0), lowest < -3.4e38 ? -Infinity : lowest, highest > 3.4e38 ? Infinity : highest),
  ];
};

const bounded =
  (bounds: (limit: number) => readonly [lowest: number, highest: number]): Operator =>
  (call) => {
    const values = [input(call, 0), input(call, 1)];
    if (values.length !== call.node.inputs.length) return refuse('more than two values are compared');
    const limit = values.find((value): value is Constant => value.kind === 'constant');
    const rows = values.find((value) => value.kind !== 'constant');
    if (limit === undefined || rows === undefined)
      return refuse('two values that depend on the rows are compared');
    const [lowest, highest] = bounds(scalarOf(limit));
    return [clipped(rows, lowest, highest)];
  };

const round: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'constant') return [mapped(value, roundHalfEven)];
  if (isSteppable(value)) return [stepsOf(value, 1, 0, [-Infinity, Infinity])];
  return [{ ...rectifiedCodes(value), rounded: true }];
};

/** Operators that bend numbers: a ReLU, bounds, rounding. */
export const bending: Readonly<Record<string, Operator>> = {
  Relu: relu,
  Clip: clip,
  Max: bounded((limit) => [limit, Infinity]),
  Min: bounded((limit) => [-Infinity, limit]),
  Round: round,
};
