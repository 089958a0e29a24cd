import { decodeWeights } from '@cfq/network';
import { elementCount } from '../../tensors/element-count.ts';
import { boundedSize, mostColumns } from '../bounded-size.ts';
import { constantOf } from '../constant.ts';
import { refuse } from '../obstacle.ts';
import { hasRows, sumsOf } from '../picks.ts';
import { scoresOf } from '../scores-of.ts';
import { axisOf, input, number, type Operator } from './operator.ts';
import type { Constant, Scores, Value } from '../values.ts';

/** A sum s as [−s, s] or [1 − s, s]; null for other sums beside each other. */
function pairOfOne(values: readonly Value[]): Scores | null {
  const [first, second] = values;
  if (values.length !== 2 || first?.kind !== 'dense' || second?.kind !== 'dense') return null;
  if (first.order.length !== 1 || second.order.length !== 1 || second.tail.length !== 1) return null;
  const [other, own] = [sumsOf(first), sumsOf(second)];
  if (other.stage !== own.stage || other.columns !== own.columns) return null;
  if (other.grids.length + own.grids.length > 0) return null;
  const [from, to] = [decodeWeights(other.weight).data, decodeWeights(own.weight).data];
  if (!from.every((weight, at) => weight === -to[at]!)) return null;
  const sum = other.bias[0]! + own.bias[0]!;
  if (sum !== 0 && sum !== 1) return null;
  const says = sum === 0 ? 'opposites' : 'complements';
  return { kind: 'scores', origin: scoresOf(second).origin, says, order: [0, 1], tail: [2] };
}

/** Rows of one kind beside each other. */
function beside(values: readonly Value[], axis: number): Value {
  const [first] = values;
  if (first === undefined || !hasRows(first)) return refuse('it does not hold rows');
  const rows = values.map((value) =>
    hasRows(value) && value.kind === first.kind
      ? value
      : refuse('columns of different kinds stand side by side'),
  );
  const rank = first.tail.length;
  const place = axisOf(axis, rank + 1) - 1;
  if (place < 0) return refuse('rows are stacked');
  const tail = first.tail.map((size, at) =>
    at === place ? rows.reduce((sum, value) => sum + value.tail[at]!, 0) : size,
  );
  boundedSize(tail, mostColumns);
  // Columns in the order of the shape: blocks in front of the axis, and of each input its part of the block.
  const blocks = elementCount(tail.slice(0, place));
  const order = Array.from({ length: blocks }, (_, block) =>
    rows.flatMap((value, which) => {
      const each = elementCount(value.tail) / blocks;
      return Array.from({ length: each }, (__, at) => ({ which, place: block * each + at }));
    }),
  ).flat();
  const gathered = <Entry>(entries: (value: Value) => readonly Entry[]): Entry[] =>
    order.map(({ which, place: at }) => entries(rows[which]!)[at]!);
  switch (first.kind) {
    case 'columns':
      if (rows.some((value) => value.kind === 'columns' && value.stage !== first.stage)) {
        return refuse('outputs of different layers stand side by side');
      }
      return {
        ...first,
        tail,
        columns: gathered((value) => (value.kind === 'columns' ? value.columns : [])),
      };
    case 'texts':
      return { ...first, tail, lookups: gathered((value) => (value.kind === 'texts' ? value.lookups : [])) };
    case 'scores': {
      const same = rows.every(
        (value) => value.kind === 'scores' && value.origin === first.origin && value.says === 'probability',
      );
      if (!same) return refuse('scores of different kinds stand side by side');
      const classes = gathered((value) => (value.kind === 'scores' ? value.order : []));
      const isPair = classes.length === 2 && classes.includes(0) && classes.includes(1);
      return isPair
        ? { ...first, says: 'probabilities', order: classes, tail }
        : refuse('they are not those of two classes');
    }
    case 'dense':
      return pairOfOne(rows) ?? refuse('such columns do not stand side by side');
    case 'codes':
    case 'steps':
    case 'labels':
      return refuse('such columns do not stand side by side');
  }
}

/** Numbers put together along an axis, within the ranges of them all where each has one. */
function joined(constants: readonly Constant[], axis: number): Constant {
  const [{ type, dims }] = constants as [Constant];
  const place = dims.length === 1 ? 0 : axisOf(axis, dims.length);
  const isAlike = constants.every(
    (one) =>
      one.texts === null &&
      one.type === type &&
      one.dims.length === dims.length &&
      one.dims.every((size, at) => at === place || size === dims[at]),
  );
  if (!isAlike) return refuse('constants of different kinds are put together');
  const size = constants.reduce((sum, one) => sum + one.dims[place]!, 0);
  const inner = elementCount(dims.slice(place + 1));
  const outer = elementCount(dims.slice(0, place));
  const all = new Float64Array(outer * size * inner);
  let start = 0;
  for (const { numbers: own, dims: its } of constants) {
    const run = its[place]! * inner;
    for (let at = 0; at < outer; at += 1) {
      all.set(own.subarray(at * run, (at + 1) * run), at * size * inner + start);
    }
    start += run;
  }
  const ranges = constants.flatMap(({ range }) => (range === null ? [] : [range]));
  const range =
    ranges.length < constants.length
      ? null
      : ([Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const);
  const shape = dims.map((own, at) => (at === place ? size : own));
  return constantOf(type, shape, all, { range });
}

const concat: Operator = (call) => {
  const values = call.node.inputs.map((_, at) => input(call, at));
  const axis = number(call, 'axis', 'int', 1);
  const constants = values.filter((value) => value.kind === 'constant');
  if (constants.length < values.length) return [beside(values, axis)];
  boundedSize([constants.reduce((sum, { numbers: some }) => sum + some.length, 0)]);
  return [joined(constants, axis)];
};

const vectorizer: Operator = (call) => [
  beside(
    call.node.inputs.map((_, at) => input(call, at)),
    1,
  ),
];

/** Operators that put columns side by side. */
export const sideBySide: Readonly<Record<string, Operator>> = {
  Concat: concat,
  'ai.onnx.ml.FeatureVectorizer': vectorizer,
};
