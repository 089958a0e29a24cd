import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';

/**
 * `x + scale · delta`, element by element: for recourse, the point a share of the way along an action.
 *
 * Product and sum are taken in double precision and rounded to float32 once.
 *
 * @param x float32, any shape.
 * @param delta float32, the shape of `x`.
 * @param scale Any number; default 1.
 * @returns A fresh float32 array of the shape of `x`.
 * @throws StructureError when the shapes differ or an array is not float32.
 */
export function addScaled(x: NDArray, delta: NDArray, scale = 1): NDArray {
  const from = float32Of('x', x);
  const change = float32Of('delta', delta);
  if (x.shape.join() !== delta.shape.join() || from.length !== change.length) {
    throw new StructureError(
      `addScaled: both arrays have one shape (expected [${x.shape.join(', ')}] with ${from.length} values, got ` +
        `[${delta.shape.join(', ')}] with ${change.length}). Pass one change per value.`,
    );
  }
  const data = new Float32Array(from.length);
  for (let index = 0; index < from.length; index += 1) data[index] = from[index]! + scale * change[index]!;
  return { data, shape: [...x.shape] };
}

function float32Of(name: string, { data }: NDArray): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new StructureError(
    `addScaled: ${name} is float32 (expected a Float32Array, got a ${data.constructor.name}). Convert it first.`,
  );
}
