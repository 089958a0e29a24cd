import { inChunks, type NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import type { MarginModel } from './margin-model.ts';

/** How a function is asked. */
export interface FunctionModelOptions {
  /** What messages call it. Default: `the model`. */
  readonly name?: string | undefined;
  /** Rows of every call, an integer ≥ 1, filled up with rows of zeros. Default: as many as there are. */
  readonly rows?: number | undefined;
}

/**
 * A model given as a function of rows to margins: plain loops, a service, another framework.
 *
 * ```ts
 * const model = functionMarginModel((x) => forest.predict(x).map((p) => p - 0.5));
 * ```
 *
 * It has no gradients; `withFiniteDifferences` gives it some.
 *
 * @param margins - `[n, d]` to `[n]`, positive exactly where the class to reach is decided; may return a promise.
 * @throws RecourseError when `rows` is no count.
 */
export function functionMarginModel(
  margins: (x: NDArray) => ArrayLike<number> | Promise<ArrayLike<number>>,
  { name, rows }: FunctionModelOptions = {},
): MarginModel {
  if (rows === undefined) return { name, margins };
  if (!Number.isInteger(rows) || rows < 1) {
    throw new RecourseError(
      `functionMarginModel: rows of a call are a count (expected an integer ≥ 1, got ${rows}). Correct it.`,
    );
  }
  return {
    name,
    margins: async (x) => {
      const answer = await inChunks(x, { size: rows }, async (chunk) => {
        const data = Float32Array.from(await margins(chunk));
        return { data, shape: [data.length] };
      });
      return answer.data;
    },
  };
}
