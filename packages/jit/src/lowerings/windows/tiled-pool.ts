import { sizeOf } from '../../arrays/size-of.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { belowAll } from '../numeric/nan-aware.ts';
import type { PoolPlan } from './pool-plan.ts';
import { axesOf } from './windows.ts';

/** Whether windows stand side by side and cover the input: nothing overlaps, is left over, or is padded. */
export function tilesInput({ info }: PoolPlan): boolean {
  return axesOf(info).every(
    ({ size, out, stride, filter, dilation }) => stride === filter && dilation === 1 && out * stride === size,
  );
}

/** From as many images on, rows of the batch are long enough to be split and compared. */
const manyImages = 16;

/** Whether maxima are quicker found by {@link tiledMaxPool} than by the engine where a gradient follows. */
export function hasManyImages(x: Value): boolean {
  return x.shape[0]! >= manyImages;
}

/**
 * [batch, ...spatial, channels] with batch and channels exchanged where there are many images: what is split and
 * compared are then rows of the batch, and the engine's layout, channels first, is one transposition of a matrix away.
 */
function exchanged(g: GraphBuilder, x: Value, images: boolean): Value {
  const last = x.shape.length - 1;
  return images ? g.transpose(x, [last, ...x.shape.slice(1, -1).map((_, i) => i + 1), 0]) : x;
}

/** The elements of each run of `count` along an axis, one value per place in the run: [outer, 1, inner]. */
function partsOf(g: GraphBuilder, x: Value, axis: number, count: number): Value[] {
  const inner = sizeOf(x.shape.slice(axis + 1));
  const runs = g.reshape(x, [sizeOf(x.shape) / inner / count, count, inner]);
  const ones = Array.from({ length: count }, () => 1);
  return g.emitAll('Split', [runs, g.ints(ones)], { axis: attribute.int(1) });
}

/** Maxima along one axis after the other: what was pooled, its parts, and the maximum of the windows so far. */
interface Levels {
  readonly levels: readonly { readonly input: Value; readonly parts: readonly Value[] }[];
  readonly maximum: Value;
}

/** Inner axes first, so that outer ones decide first on the way back, as in row-major order. */
function levelsOf(g: GraphBuilder, x: Value, plan: PoolPlan): Levels {
  const axes = axesOf(plan.info);
  const levels: { readonly input: Value; readonly parts: readonly Value[] }[] = [];
  let maximum = x;
  for (let k = axes.length - 1; k >= 0; k--) {
    const input = maximum;
    const parts = partsOf(g, input, k + 1, axes[k]!.filter);
    levels.push({ input, parts });
    const largest = parts.reduce((a, b) => g.emit('Max', [a, b]));
    const shape = input.shape.map((extent, axis) => (axis === k + 1 ? axes[k]!.out : extent));
    maximum = g.reshape(largest, shape);
  }
  return { levels, maximum };
}

/** Gives a gradient to the first part that equals the maximum. */
function toFirstEqual(
  g: GraphBuilder,
  parts: readonly Value[],
  maximum: Value,
  gradient: Value,
  chosenOf: (chosen: Value, gradient: Value) => readonly [taken: Value, rest: Value],
): Value[] {
  let rest = gradient;
  return parts.map((part, place) => {
    // What no part before has taken is for the last.
    if (place === parts.length - 1) return rest;
    const [taken, left] = chosenOf(g.emit('Equal', [part, maximum]), rest);
    rest = left;
    return taken;
  });
}

/** The maximum over windows that tile the input, both channels last; NaN is passed over. */
export function tiledMaxPool(g: GraphBuilder, x: Value, plan: PoolPlan): Value {
  const images = hasManyImages(x);
  const { maximum } = levelsOf(g, belowAll(g, exchanged(g, x, images)), plan);
  return exchanged(g, maximum, images);
}

/** What a gradient of {@link tiledMaxPoolGradient} was computed from. */
interface Origin {
  readonly x: Value;
  readonly dy: Value;
  readonly plan: PoolPlan;
}

const origins = new WeakMap<Value, Origin>();

/**
 * Gradient of a maximum over windows that tile the input: window by window along one axis after the other, to the
 * first among equals. The engine finds positions of maxima, and adds at positions, one element at a time; this splits
 * and compares whole rows, in half the time.
 *
 * @param x input, channels last.
 * @param dy gradient of the maxima, channels last.
 */
export function tiledMaxPoolGradient(g: GraphBuilder, x: Value, dy: Value, plan: PoolPlan): Value {
  const images = hasManyImages(x);
  const planes = belowAll(g, exchanged(g, x, images));
  const levels = levelsOf(g, planes, plan);
  const { maximum } = levels;
  // Of elements that are all −∞ none is above where TF.js begins.
  const { lower } = g.rangeOf(planes);
  const zero = g.float(0);
  const upstream = exchanged(g, dy, images);
  const gradient =
    lower > -Infinity
      ? upstream
      : g.emit('Where', [g.emit('Greater', [maximum, g.float(-Infinity)]), upstream, zero]);
  const shares = spread(g, levels, gradient, (chosen, rest) => [
    g.emit('Where', [chosen, rest, zero]),
    g.emit('Where', [chosen, zero, rest]),
  ]);
  const dx = exchanged(g, shares, images);
  origins.set(dx, { x, dy, plan });
  return dx;
}

/** Hands gradients of maxima down to the elements they are of. */
function spread(
  g: GraphBuilder,
  { levels, maximum }: Levels,
  gradient: Value,
  chosenOf: (chosen: Value, gradient: Value) => readonly [taken: Value, rest: Value],
): Value {
  let [largest, shares] = [maximum, gradient];
  for (const { input, parts } of [...levels].reverse()) {
    const { shape } = parts[0]!;
    const given = toFirstEqual(g, parts, g.reshape(largest, shape), g.reshape(shares, shape), chosenOf);
    shares = g.reshape(g.emit('Concat', given, { axis: attribute.int(1) }), input.shape);
    largest = input;
  }
  return shares;
}

/** Whether a value is 1 where `x`, which is a ReLU, is positive, and 0 elsewhere. */
function isMaskOf(g: GraphBuilder, mask: Value, x: Value): boolean {
  const relu = g.producerOf(x);
  const flags = g.producerOf(mask);
  const compared = flags?.op === 'Cast' ? g.producerOf(flags.inputs[0]!) : undefined;
  if (relu?.op !== 'Relu' || compared?.op !== 'Greater') return false;
  const [value, bound] = compared.inputs as [Value, Value];
  return (value === x || value === relu.inputs[0]) && bound.shape.length === 0 && bound.data?.[0] === 0;
}

/**
 * The gradient of max(ReLU(x)) with respect to x, given its two factors: the gradient of the maximum, from
 * {@link tiledMaxPoolGradient}, and the mask of positive elements. A window whose maximum is 0 has a mask of zeros, in any
 * other the element that takes the gradient is positive: so the mask is that of the maxima, which are as few as windows.
 * As in any product with a mask of zeros, beside a gradient that is infinite or NaN there are more NaN.
 *
 * @returns undefined where the factors are others.
 */
export function reluPoolGradient(g: GraphBuilder, factor: Value, mask: Value): Value | undefined {
  const origin = origins.get(factor);
  if (origin === undefined || !isMaskOf(g, mask, origin.x)) return undefined;
  const { x, dy, plan } = origin;
  const images = hasManyImages(x);
  const levels = levelsOf(g, belowAll(g, exchanged(g, x, images)), plan);
  const share = (flags: Value, of: Value): Value => g.emit('Mul', [of, g.cast(flags, 'float32')]);
  const gradient = share(g.emit('Greater', [levels.maximum, g.float(0)]), exchanged(g, dy, images));
  // Products take a fifth of the time of the engine's Where.
  const shares = spread(g, levels, gradient, (chosen, rest) => {
    const taken = share(chosen, rest);
    return [taken, g.emit('Sub', [rest, taken])];
  });
  return exchanged(g, shares, images);
}
