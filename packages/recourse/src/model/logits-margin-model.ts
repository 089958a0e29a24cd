import type { NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import { functionMarginModel, type FunctionModelOptions } from './function-margin-model.ts';
import type { MarginModel } from './margin-model.ts';

/** Which class is to be reached, and how the function is asked. */
export interface LogitsModelOptions extends FunctionModelOptions {
  /** Index of the class to reach. */
  readonly target: number;
}

/**
 * A model given as a function of rows to logits, `[n, d]` to `[n, classes]`: its margin is `g_t − max_{y ≠ t} g_y`. It
 * has no gradients; `withFiniteDifferences` gives it some.
 *
 * @throws RecourseError, once asked, when the answer is not `[n, classes]` or the target is no class.
 */
export function logitsMarginModel(
  logits: (x: NDArray) => NDArray | Promise<NDArray>,
  { target, ...options }: LogitsModelOptions,
): MarginModel {
  return functionMarginModel(async (x) => marginsOf(await logits(x), x.shape[0]!, target), options);
}

function marginsOf({ data, shape }: NDArray, rows: number, target: number): Float32Array {
  const [n, classes = 0] = shape;
  const hasTarget = Number.isInteger(target) && target >= 0 && target < classes;
  if (shape.length !== 2 || n !== rows || data.length !== rows * classes || classes < 2 || !hasTarget) {
    throw new RecourseError(
      `logitsMarginModel: one row of logits a row, the target among them (expected [${rows}, > ${target}], ` +
        `got [${shape.join(', ')}]). Return logits of two classes or more, or correct the target.`,
    );
  }
  const margins = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let rival = -Infinity;
    for (let label = 0; label < classes; label += 1) {
      if (label !== target) rival = Math.max(rival, data[row * classes + label]!);
    }
    margins[row] = data[row * classes + target]! - rival;
  }
  return margins;
}
