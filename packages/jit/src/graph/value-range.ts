import { sizeOf } from '../arrays/size-of.ts';
import { needConstant } from './infer-context.ts';
import type { OpName } from './op-name.ts';
import type { GraphNode, Value } from './types.ts';

/** What is known of every element of a value: bounds, inclusive, and whether NaN can be among them. */
export interface ValueRange {
  readonly lower: number;
  readonly upper: number;
  readonly nan: boolean;
}

/** Constants up to this size are looked through. */
const largestRead = 4096;
/** Chains of operations are followed this far. */
const deepest = 24;
const largestFloat = 3.4028234663852886e38;

const flags: ValueRange = { lower: 0, upper: 1, nan: false };

function anything({ dtype }: Value): ValueRange {
  switch (dtype) {
    case 'bool':
      return flags;
    case 'int32':
      return { lower: -(2 ** 31), upper: 2 ** 31 - 1, nan: false };
    case 'int64':
      return { lower: -(2 ** 63), upper: 2 ** 63, nan: false };
    case 'float32':
      return { lower: -Infinity, upper: Infinity, nan: true };
  }
}

function rangeOfData(data: ArrayLike<number>): ValueRange {
  let [lower, upper, nan] = [Infinity, -Infinity, false];
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (Number.isNaN(x)) nan = true;
    else [lower, upper] = [Math.min(lower, x), Math.max(upper, x)];
  }
  return { lower, upper, nan };
}

function union(a: ValueRange, b: ValueRange): ValueRange {
  return { lower: Math.min(a.lower, b.lower), upper: Math.max(a.upper, b.upper), nan: a.nan || b.nan };
}

function within(x: ValueRange, lower: number, upper: number): ValueRange {
  const bounded = (bound: number): number => Math.min(Math.max(bound, lower), upper);
  return { lower: bounded(x.lower), upper: bounded(x.upper), nan: x.nan };
}

/** Bounds of a result from its extreme cases; rounding can move a float a little beyond the exact ones. */
function computed(output: Value, cases: readonly number[], nan: boolean): ValueRange {
  const [lower, upper] = [Math.min(...cases), Math.max(...cases)];
  const unknown = Number.isNaN(lower) || Number.isNaN(upper);
  const limit = anything(output);
  if (output.dtype !== 'float32')
    return unknown || lower < limit.lower || upper > limit.upper ? limit : { lower, upper, nan };
  if (unknown || nan) return limit;
  const slack = 1e-6 * Math.max(Math.abs(lower), Math.abs(upper));
  const bound = (x: number): number => (Math.abs(x) > largestFloat ? Math.sign(x) * Infinity : x);
  return { lower: bound(lower - slack), upper: bound(upper + slack), nan: false };
}

type RangeRule = (node: GraphNode, of: (position: number) => ValueRange) => ValueRange;

const first: RangeRule = (_, of) => of(0);
const share: RangeRule = (_, of) => ({ ...flags, nan: of(0).nan });
const everyInput: RangeRule = ({ inputs }, of) => inputs.map((_, i) => of(i)).reduce(union);

const position: RangeRule = ({ inputs }) => ({ lower: 0, upper: Math.max(...inputs[0]!.shape), nan: false });

const rules: Partial<Record<OpName, RangeRule>> = {
  Abs: ({ outputs }, of) => {
    const { lower, upper, nan } = of(0);
    // The least integer is its own absolute value.
    if (outputs[0]!.dtype !== 'float32' && lower <= -(2 ** 31)) return anything(outputs[0]!);
    const largest = Math.max(Math.abs(lower), Math.abs(upper));
    return {
      lower: lower <= 0 && upper >= 0 ? 0 : Math.min(Math.abs(lower), Math.abs(upper)),
      upper: largest,
      nan,
    };
  },
  Add: ({ outputs }, of) => {
    const [a, b] = [of(0), of(1)];
    return computed(outputs[0]!, [a.lower + b.lower, a.upper + b.upper], a.nan || b.nan || opposed(a, b, 1));
  },
  ArgMax: position,
  ArgMin: position,
  Cast: ({ inputs, outputs }, of) => {
    const [from, to] = [inputs[0]!, outputs[0]!];
    if (to.dtype === 'bool') return flags;
    const source = of(0);
    if (from.dtype !== 'float32') return computed(to, [source.lower, source.upper], false);
    return source.nan
      ? anything(to)
      : computed(to, [Math.trunc(source.lower), Math.trunc(source.upper)], false);
  },
  Ceil: (_, of) => ({ ...of(0), lower: Math.ceil(of(0).lower), upper: Math.ceil(of(0).upper) }),
  Clip: (_, of) => within(of(0), of(1).lower, of(2).upper),
  Concat: everyInput,
  Exp: (_, of) => ({ lower: 0, upper: Infinity, nan: of(0).nan }),
  Expand: first,
  Floor: (_, of) => ({ ...of(0), lower: Math.floor(of(0).lower), upper: Math.floor(of(0).upper) }),
  Gather: first,
  GatherElements: first,
  GatherND: first,
  Identity: first,
  Max: (_, of) => {
    const [a, b] = [of(0), of(1)];
    return { lower: Math.max(a.lower, b.lower), upper: Math.max(a.upper, b.upper), nan: a.nan || b.nan };
  },
  Min: (_, of) => {
    const [a, b] = [of(0), of(1)];
    return { lower: Math.min(a.lower, b.lower), upper: Math.min(a.upper, b.upper), nan: a.nan || b.nan };
  },
  Mul: ({ outputs }, of) => {
    const [a, b] = [of(0), of(1)];
    const ends = [a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper];
    return computed(
      outputs[0]!,
      ends,
      a.nan || b.nan || (isInfinite(a) && reachesZero(b)) || (isInfinite(b) && reachesZero(a)),
    );
  },
  Neg: ({ outputs }, of) => computed(outputs[0]!, [-of(0).upper, -of(0).lower], of(0).nan),
  ReduceMax: (node, of) => (reducedCount(node) === 0 ? anything(node.outputs[0]!) : of(0)),
  ReduceMin: (node, of) => (reducedCount(node) === 0 ? anything(node.outputs[0]!) : of(0)),
  ReduceSum: (node, of) => {
    const count = reducedCount(node);
    const { lower, upper, nan } = of(0);
    // Each of the additions rounds.
    const most = node.outputs[0]!.dtype === 'float32' ? count * (1 + count * 2 ** -24) : count;
    return computed(node.outputs[0]!, [most * lower, most * upper, 0], nan || isInfinite(of(0)));
  },
  Relu: (_, of) => within(of(0), 0, Infinity),
  Reshape: first,
  Round: (_, of) => ({ ...of(0), lower: Math.floor(of(0).lower), upper: Math.ceil(of(0).upper) }),
  Sigmoid: share,
  Slice: first,
  Split: first,
  Sub: ({ outputs }, of) => {
    const [a, b] = [of(0), of(1)];
    return computed(outputs[0]!, [a.lower - b.upper, a.upper - b.lower], a.nan || b.nan || opposed(a, b, -1));
  },
  ThresholdedRelu: (_, of) => ({ ...within(of(0), 0, Infinity), nan: false }),
  Tile: first,
  Transpose: first,
  Where: (_, of) => union(of(1), of(2)),
};

/** How many elements go into each result of a reduction. */
function reducedCount(node: GraphNode): number {
  const axes = needConstant(node, 1);
  return sizeOf(node.inputs[0]!.shape.filter((_, axis) => axes.includes(axis)));
}

function isInfinite({ lower, upper }: ValueRange): boolean {
  return lower === -Infinity || upper === Infinity;
}

function reachesZero({ lower, upper }: ValueRange): boolean {
  return lower <= 0 && upper >= 0;
}

/** Whether a + sign · b can be ∞ − ∞. */
function opposed(a: ValueRange, b: ValueRange, sign: 1 | -1): boolean {
  const [up, down] = sign === 1 ? [b.upper, b.lower] : [-b.lower, -b.upper];
  return (a.upper === Infinity && down === -Infinity) || (a.lower === -Infinity && up === Infinity);
}

/**
 * Gives bounds of all elements of a value, from the operations that lead to it. Sound, not tight: what is not
 * known is the whole range of the dtype, and floats may be NaN. Answers are kept, so a value is looked at once.
 *
 * @param producerOf Finds the node that computes a value; graph inputs have none.
 */
export function createRangeOf(
  producerOf: (value: Value) => GraphNode | undefined,
): (value: Value) => ValueRange {
  const known = new WeakMap<Value, ValueRange>();
  const visit = (value: Value, depth: number): ValueRange => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const range = derive(value, depth);
    known.set(value, range);
    return range;
  };
  const derive = (value: Value, depth: number): ValueRange => {
    const { data } = value;
    if (data !== undefined) {
      return data.length > 0 && data.length <= largestRead ? rangeOfData(data) : anything(value);
    }
    const node = depth < deepest ? producerOf(value) : undefined;
    const rule = node === undefined ? undefined : rules[node.op];
    if (node === undefined || rule === undefined) return anything(value);
    return rule(node, (position) => visit(node.inputs[position]!, depth + 1));
  };
  return (value) => visit(value, 0);
}
