import { dtypeOf, type NDArray } from '@cfq/jit';

import type { Result } from './replay.ts';

/** Largest difference to the cpu backend: absolute, and as a part of its value. */
const tolerance = 1e-5;

/** Dtype and shape as text. */
export function typeText({ dtype, shape }: { dtype: string; shape: readonly number[] }): string {
  return `${dtype}[${shape.join(', ')}]`;
}

/** Equal to rounding; NaN, infinities and the sign of zero exactly. */
function agree(given: number, wanted: number): boolean {
  if (Object.is(given, wanted)) return true;
  if (given === 0 && wanted === 0) return false;
  return Math.abs(given - wanted) <= tolerance * (1 + Math.abs(wanted));
}

/**
 * Compares what a jitted function computed with what TF.js's cpu backend did, more strictly than the specs, which
 * allow 0.001 and seldom look at shape and dtype.
 *
 * @throws Error that begins with `type:` or `value:`.
 */
export function assertAsOnCpu({ data, shape }: NDArray, result: Result): void {
  const { kernel } = result.call;
  const [given, wanted] = [typeText({ dtype: dtypeOf(data), shape }), typeText(result)];
  if (given !== wanted) throw new Error(`type: ${kernel} gives ${given}, on TF.js's cpu backend ${wanted}`);
  const values = result.values as ArrayLike<number>;
  const at = data.findIndex((value: number, i: number) => !agree(value, values[i]!));
  if (at < 0) return;
  const text = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
  throw new Error(
    `value: ${kernel} gives ${text(data[at]!)} at ${at}, on TF.js's cpu backend ${text(values[at]!)}`,
  );
}
