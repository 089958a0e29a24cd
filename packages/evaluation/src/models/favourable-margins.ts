import type { NDArray } from '@cfq/jit';
import { EvaluationError } from '../evaluation-error.ts';

/**
 * `[n]` logit margins of the favourable class: its logit less the largest of the others.
 *
 * @param logits `[n, classes]` float32, two classes or more
 * @param favourableClass its column; default 1
 * @throws EvaluationError when the logits have another shape or type, or no such column
 */
export function favourableMargins(logits: NDArray, favourableClass = 1): Float32Array {
  const { data, shape } = logits;
  const [rows = 0, classes = 0] = shape;
  if (!(data instanceof Float32Array) || shape.length !== 2 || classes < 2) {
    throw new EvaluationError(
      `favourableMargins: logits are float32 [rows, classes] of two classes or more (expected e.g. [${rows}, 2], got ` +
        `${data.constructor.name} [${shape.join(', ')}]). Pass the logits of every class.`,
    );
  }
  if (!Number.isInteger(favourableClass) || favourableClass < 0 || favourableClass >= classes) {
    throw new EvaluationError(
      `favourableMargins: the favourable class is a column of the logits (expected 0 to ${classes - 1}, got ` +
        `${favourableClass}). Name the class that people want.`,
    );
  }
  const margins = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let rival = -Infinity;
    for (let column = 0; column < classes; column += 1) {
      if (column !== favourableClass) rival = Math.max(rival, data[row * classes + column]!);
    }
    margins[row] = data[row * classes + favourableClass]! - rival;
  }
  return margins;
}
