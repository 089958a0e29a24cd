import { StructureError } from '../errors/structure-error.ts';

/** Storage of an array: `Float32Array` is dtype float32, `Int32Array` is int32, `Uint8Array` is bool (0 or 1). */
export type TypedArray = Float32Array | Int32Array | Uint8Array;

/** A dense row-major array as plain data: what travels between packages. A scalar has shape `[]`. */
export interface NDArray {
  readonly data: TypedArray;
  readonly shape: readonly number[];
}

/**
 * Makes an NDArray from values and a shape.
 *
 * @param data Values in row-major order. A plain list of numbers becomes float32; a typed array is kept
 *   as it is, without a copy.
 * @param shape Sizes, outermost first; their product must be the number of values.
 * @throws StructureError when the product of the shape is not the number of values.
 */
export function ndarray(data: readonly number[] | TypedArray, shape: readonly number[]): NDArray {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== data.length) {
    throw new StructureError(
      `ndarray: shape [${shape.join(', ')}] holds ${size} values (expected ${size}, got ${data.length}). ` +
        'Pass as many values as the shape has elements.',
    );
  }
  const isTyped = data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array;
  return { data: isTyped ? data : Float32Array.from(data), shape: [...shape] };
}
