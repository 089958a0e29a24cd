import { sizeOf } from '../../arrays/size-of.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import type { PoolPlan } from './pool-plan.ts';
import { axesOf } from './windows.ts';

/** Whether windows stand side by side and cover the input: nothing overlaps, is left over, or is padded. */
export function tilesInput({ info }: PoolPlan): boolean {
  return axesOf(info).every(
    ({ size, out, stride, filter, dilation }) => stride === filter && dilation === 1 && out * stride === size,
  );
}

/** The elements of each run of `count` along an axis, one value per place in the run: [outer, 1, inner]. */
function partsOf(g: GraphBuilder, x: Value, axis: number, count: number): Value[] {
  const inner = sizeOf(x.shape.slice(axis + 1));
  const runs = g.reshape(x, [sizeOf(x.shape) / inner / count, count, inner]);
  const ones = Array.from({ length: count }, () => 1);
  return g.emitAll('Split', [runs, g.ints(ones)], { axis: attribute.int(1) });
}

/** Gives a gradient to the first part that equals the maximum. */
function toFirstEqual(g: GraphBuilder, parts: readonly Value[], maximum: Value, gradient: Value): Value[] {
  const zero = g.float(0);
  let rest = gradient;
  return parts.map((part, place) => {
    // What no part before has taken is for the last.
    if (place === parts.length - 1) return rest;
    const chosen = g.emit('Equal', [part, maximum]);
    const taken = g.emit('Where', [chosen, rest, zero]);
    rest = g.emit('Where', [chosen, zero, rest]);
    return taken;
  });
}

/**
 * Gradient of a maximum over windows that tile the input: window by window along one axis after the other, to the
 * first among equals. The engine finds positions of maxima, and adds at positions, one element at a time; this splits
 * and compares whole rows, in half the time.
 *
 * @param x input without NaN, channels last.
 * @param dy gradient of the maxima, channels last.
 */
export function tiledMaxPoolGradient(g: GraphBuilder, x: Value, dy: Value, plan: PoolPlan): Value {
  const axes = axesOf(plan.info);
  // Maxima over the inner axes first, so that outer ones decide first on the way back, as in row-major order.
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
  // Of elements that are all −∞ none is above where TF.js begins.
  const { lower } = g.rangeOf(x);
  let gradient =
    lower > -Infinity
      ? dy
      : g.emit('Where', [g.emit('Greater', [maximum, g.float(-Infinity)]), dy, g.float(0)]);
  for (const { input, parts } of levels.reverse()) {
    const { shape } = parts[0]!;
    const shares = toFirstEqual(g, parts, g.reshape(maximum, shape), g.reshape(gradient, shape));
    gradient = g.reshape(g.emit('Concat', shares, { axis: attribute.int(1) }), input.shape);
    maximum = input;
  }
  return gradient;
}
