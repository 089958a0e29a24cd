import type * as tf from '@tensorflow/tfjs-core';

import type { TensorTree, TensorTreeOf, WithLeaves } from './tree/types.ts';
import { eagerScan } from './scan/eager-scan.ts';
import { scanPlan } from './scan/scan-plan.ts';
import { tracedScan } from './scan/traced-scan.ts';
import { isTracing } from './trace/recorder-name.ts';

/** Options of `scan`. */
export interface ScanOptions {
  /** Number of steps; needed exactly when `xs` is null, and else equal to the leading axis of every leaf. */
  readonly length?: number;
}

/**
 * The body of a `scan`. Rows of `xs` arrive as tensors one rank lower, so annotate `x` with the rank you
 * know it has; like TF.js itself, the types do not follow ranks.
 */
export type ScanBody<C, X, Y> = {
  body(carry: C, x: WithLeaves<X, tf.Tensor>): readonly [C, Y];
}['body'];

/**
 * A loop that carries state: `carry, y = body(carry, x)` for every row `x` of `xs`.
 *
 * Traced, it is one ONNX `Loop`, its body recorded once, so a whole epoch is one native call; eagerly it is
 * a plain loop. Gradients pass through it, also into tensors the body takes from outside, and scans nest.
 *
 * @param body From the carry and the row of each leaf of `xs` (its leading axis removed) to the next carry
 *   and an output `y`. The next carry has the same structure, shapes and dtypes as `init`. Write `[]` for
 *   no output.
 * @param init The first carry.
 * @param xs A tree whose leaves share their leading axis, the number of steps; or null with `length`.
 *   With null, `x` is the step number, an int32 scalar.
 * @returns The last carry, and the tree of every `y` stacked along a new leading axis.
 * @throws StructureError when leading axes differ, `length` is missing or disagrees, or the carry changes
 *   structure, shape or dtype (the message names the leaf).
 */
export function scan<C extends TensorTreeOf<C>, X extends TensorTreeOf<X>, Y extends TensorTreeOf<Y>>(
  body: ScanBody<C, X, Y>,
  init: C,
  xs: X,
  options?: ScanOptions,
): [carry: C, ys: Y];
export function scan<C extends TensorTreeOf<C>, Y extends TensorTreeOf<Y>>(
  body: (carry: C, step: tf.Scalar) => readonly [C, Y],
  init: C,
  xs: null,
  options: { readonly length: number },
): [carry: C, ys: Y];
export function scan(
  body: (carry: never, x: never) => readonly [unknown, unknown],
  init: TensorTree,
  xs: TensorTree | null,
  options: ScanOptions = {},
): [unknown, unknown] {
  const plan = scanPlan(body, init, xs, options);
  return isTracing() ? tracedScan(plan) : eagerScan(plan);
}
