import { takeRows, type NDArray } from '@cfq/jit';
import type { AskContext, ModelUnderTest } from './model-under-test.ts';

/** Where people stand, and what the model says to them there. */
export interface Standing {
  /** `[n, d]` */
  readonly x: NDArray;
  /** `[n]` margins of the model at `x`. */
  readonly margins: Float32Array;
}

/**
 * Margins of a model at one point a person. Who has not moved is not asked about again, where the model is a function whose
 * rows do not depend on each other; any other model is asked about everybody.
 *
 * @param points `[n, d]`
 * @returns `[n]`
 */
export async function marginsAt(
  model: ModelUnderTest,
  points: NDArray,
  standing: Standing,
  context: AskContext,
): Promise<Float32Array> {
  if (model.traced === null || model.answersApart === true) return await model.margins(points, context);
  const moved = movedRows(points, standing.x);
  if (moved.length === standing.margins.length) return await model.margins(points, context);
  const margins = standing.margins.slice();
  if (moved.length === 0) return margins;
  const answers = await model.margins(takeRows(points, moved), context);
  moved.forEach((row, place) => (margins[row] = answers[place]!));
  return margins;
}

/** The rows in which two arrays of one shape differ, ascending. */
function movedRows({ data, shape }: NDArray, other: NDArray): Int32Array {
  const [rows = 0, width = 0] = shape;
  const moved: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    let at = row * width;
    const end = at + width;
    while (at < end && data[at] === other.data[at]) at += 1;
    if (at < end) moved.push(row);
  }
  return Int32Array.from(moved);
}
