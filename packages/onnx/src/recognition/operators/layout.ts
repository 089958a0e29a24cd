import { elementCount } from '../../tensors/element-count.ts';
import { boundedSize } from '../bounded-size.ts';
import { constantOf } from '../constant.ts';
import { refuse } from '../obstacle.ts';
import { allOf, columnsOfPicks, hasRows, pickColumns, pickConstant, type Picks } from '../picks.ts';
import {
  isGiven,
  axisOf,
  constant,
  input,
  number,
  numbers,
  optionalConstant,
  type Call,
  type Operator,
} from './operator.ts';
import type { Constant } from '../values.ts';

/** Works out where the elements of each output come from. */
type Layout = (call: Call, dims: readonly number[]) => readonly Picks[];

/** An operator that only rearranges its first input. */
const rearranging =
  (layout: Layout, at = 0): Operator =>
  (call) => {
    const value = input(call, at);
    if (value.kind === 'constant') {
      return layout(call, value.dims).map((picks) => pickConstant(value, picks));
    }
    if (!hasRows(value)) return refuse('it does not hold rows');
    const width = elementCount(value.tail);
    return layout(call, [call.rows, ...value.tail]).map((picks) => {
      const { tail, places } = columnsOfPicks(picks, call.rows, width);
      return pickColumns(value, tail, places);
    });
  };

/** The same elements in another shape. */
function shaped(dims: readonly number[], to: readonly number[]): Picks {
  if (elementCount(dims) !== elementCount(to)) return refuse('the shape does not hold as many elements');
  return { ...allOf(dims), dims: to };
}

const reshape: Layout = (call, dims) => {
  const wanted = Array.from(constant(call, 1).numbers);
  const keepsZero = number(call, 'allowzero', 'int', 0) === 0;
  const sizes = wanted.map((size, at) => (size === 0 && keepsZero ? (dims[at] ?? 0) : size));
  const known = sizes.filter((size) => size >= 0).reduce((product, size) => product * size, 1);
  return [
    shaped(
      dims,
      sizes.map((size) => (size < 0 ? elementCount(dims) / known : size)),
    ),
  ];
};

const flatten: Layout = (call, dims) => {
  const axis = number(call, 'axis', 'int', 1);
  const at = axis < 0 ? axis + dims.length : axis;
  return [shaped(dims, [elementCount(dims.slice(0, at)), elementCount(dims.slice(at))])];
};

/** Axes as an attribute (up to operator set 12) or as an input. */
const axesOf = (call: Call): readonly number[] | null =>
  numbers(call, 'axes', 'ints') ?? (isGiven(call, 1) ? Array.from(constant(call, 1).numbers) : null);

const squeeze: Layout = (call, dims) => {
  const axes = axesOf(call)?.map((axis) => axisOf(axis, dims.length));
  const kept = dims.filter((size, at) => (axes === undefined ? size !== 1 : !axes.includes(at)));
  return [shaped(dims, kept)];
};

const unsqueeze: Layout = (call, dims) => {
  const axes = axesOf(call) ?? refuse('its axes are missing');
  const rank = dims.length + axes.length;
  const places = axes.map((axis) => axisOf(axis, rank));
  const rest = [...dims];
  return [
    shaped(
      dims,
      Array.from({ length: rank }, (_, at) => (places.includes(at) ? 1 : rest.shift()!)),
    ),
  ];
};

/** Places in a tensor, by one index an axis of the result. */
function picked(
  dims: readonly number[],
  to: readonly number[],
  source: (index: number[]) => number[],
): Picks {
  const from = new Int32Array(boundedSize(to)).map((_, at) => {
    const index = new Array<number>(to.length).fill(0);
    let rest = at;
    for (let axis = to.length - 1; axis >= 0; axis -= 1) {
      index[axis] = rest % to[axis]!;
      rest = Math.floor(rest / to[axis]!);
    }
    return source(index).reduce((place, step, axis) => place * dims[axis]! + step, 0);
  });
  return { dims: to, from };
}

const transpose: Layout = (call, dims) => {
  const order = numbers(call, 'perm', 'ints') ?? dims.map((_, at) => dims.length - 1 - at);
  const axes = order.map((axis) => axisOf(axis, dims.length));
  return [
    picked(
      dims,
      axes.map((axis) => dims[axis]!),
      (index) => dims.map((_, axis) => index[axes.indexOf(axis)]!),
    ),
  ];
};

/** Places along one axis. */
const along = (dims: readonly number[], axis: number, places: readonly number[]): Picks => {
  if (places.some((place) => !(place >= 0 && place < dims[axis]!))) return refuse('it reads beyond the end');
  const to = dims.map((size, at) => (at === axis ? places.length : size));
  return picked(dims, to, (index) => index.map((step, at) => (at === axis ? places[step]! : step)));
};

const gather: Layout = (call, dims) => {
  const axis = axisOf(number(call, 'axis', 'int', 0), dims.length);
  const index = constant(call, 1);
  boundedSize([...dims.slice(0, axis), index.numbers.length, ...dims.slice(axis + 1)]);
  const places = Array.from(index.numbers, (place) => (place < 0 ? place + dims[axis]! : place));
  const { from } = along(dims, axis, places);
  return [{ from, dims: [...dims.slice(0, axis), ...index.dims, ...dims.slice(axis + 1)] }];
};

/** Levels of a list, by codes that stand in the file: weights of a codebook. */
const gatherLevels: Operator = (call) => {
  const [picked] = rearranging(gather)(call);
  const [levels, index] = call.inputs;
  if (picked?.kind !== 'constant' || levels?.kind !== 'constant' || index?.kind !== 'constant')
    return [picked!];
  const bits = bitsOfCodes(index);
  const isList = levels.dims.length === 1 && index.dims.length === 2 && levels.type === 'float32';
  if (!isList || bits === null || levels.numbers.length > 2 ** bits) return [picked];
  const stored = {
    ...{ kind: 'codebook' as const, codes: Int32Array.from(index.numbers), shape: index.dims, bits },
    ...{ codebook: Float32Array.from(levels.numbers), scale: Float32Array.of(1), axis: null },
  };
  return [{ ...picked, stored }];
};

/** Bits of codes that count from 0; null where that is not known of them. */
function bitsOfCodes({ stored, range }: Constant): number | null {
  if (range?.[0] === 0) return Math.max(1, Math.ceil(Math.log2(range[1] + 1)));
  const isPlain =
    stored?.kind === 'affine' &&
    !stored.signed &&
    stored.axis === null &&
    stored.scale[0] === 1 &&
    stored.zeroPoint[0] === 0;
  return isPlain ? stored.bits : null;
}

const slice: Layout = (call, dims) => {
  const given = (name: string, at: number): readonly number[] | null =>
    numbers(call, name, 'ints') ?? (isGiven(call, at) ? Array.from(constant(call, at).numbers) : null);
  const starts = given('starts', 1) ?? refuse('its starts are missing');
  const ends = given('ends', 2) ?? refuse('its ends are missing');
  const axes = given('axes', 3) ?? starts.map((_, at) => at);
  const steps = optionalConstant(call, 4)?.numbers;
  return [
    axes.reduce<Picks>((picks, axis, at) => {
      const place = axisOf(axis, dims.length);
      const size = picks.dims[place]!;
      const step = steps?.[at] ?? 1;
      if (step < 1) return refuse('it goes backwards');
      const bound = (value: number): number => Math.min(Math.max(value < 0 ? value + size : value, 0), size);
      const [start, end] = [bound(starts[at]!), bound(ends[at]!)];
      const places = Array.from(
        { length: Math.max(0, Math.ceil((end - start) / step)) },
        (_, n) => start + n * step,
      );
      const next = along(picks.dims, place, places);
      return { dims: next.dims, from: next.from.map((where) => picks.from[where]!) };
    }, allOf(dims)),
  ];
};

const split: Layout = (call, dims) => {
  const axis = axisOf(number(call, 'axis', 'int', 0), dims.length);
  const count = call.node.outputs.length;
  const even = Math.ceil(dims[axis]! / count);
  const sizes =
    numbers(call, 'split', 'ints') ??
    (!isGiven(call, 1)
      ? Array.from({ length: count }, (_, at) => Math.min(even, dims[axis]! - at * even))
      : Array.from(constant(call, 1).numbers));
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    return along(
      dims,
      axis,
      Array.from({ length: size }, (_, at) => from + at),
    );
  });
};

/** Sizes at the number of rows that shapes are worked out with. */
const shape: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind !== 'constant' && !hasRows(value)) return refuse('it does not hold rows');
  const dims = value.kind === 'constant' ? value.dims : [call.rows, ...value.tail];
  const part = dims.slice(number(call, 'start', 'int', 0), number(call, 'end', 'int', undefined));
  return [constantOf('int64', [part.length], Float64Array.from(part))];
};

/** Takes columns of the last axis. */
const extractor: Layout = (call, dims) => {
  const places = Array.from(constant(call, 1).numbers);
  const flat = dims.length === 1;
  const { from, dims: to } = along(dims, dims.length - 1, places);
  return [{ from, dims: flat ? [1, ...to] : to }];
};

/** Operators that put elements elsewhere. */
export const layout: Readonly<Record<string, Operator>> = {
  Reshape: rearranging(reshape),
  Flatten: rearranging(flatten),
  Squeeze: rearranging(squeeze),
  Unsqueeze: rearranging(unsqueeze),
  Transpose: rearranging(transpose),
  Gather: gatherLevels,
  Slice: rearranging(slice),
  Split: rearranging(split),
  Shape: shape,
  'ai.onnx.ml.ArrayFeatureExtractor': rearranging(extractor),
};
