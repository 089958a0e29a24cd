import { sizeOf, type NDArray } from '@cfq/jit';
import { QuantizerError } from '../quantizer-error.ts';

function fail(caller: string, rule: string, expected: string, got: unknown, remedy: string): never {
  throw new QuantizerError(`${caller}: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}`);
}

function kindOf(value: unknown): string {
  if (value === null || typeof value !== 'object')
    return typeof value === 'string' ? `"${value}"` : String(value);
  if (Array.isArray(value)) return 'an array';
  return ArrayBuffer.isView(value) ? value.constructor.name : `an object of ${Object.keys(value).join(', ')}`;
}

/** A tensor of float32 numbers. */
export interface Float32Tensor extends NDArray {
  readonly data: Float32Array;
}

/** The place of the first number that is not finite; −1 where all are. */
function firstNotFinite(values: Float32Array): number {
  for (let index = 0; index < values.length; index += 1) if (!Number.isFinite(values[index])) return index;
  return -1;
}

/**
 * A tensor after making sure that it is one: a shape of whole sizes from 1, as many numbers as the shape says, and each of
 * them finite in float32, which is what quantizers compute in.
 *
 * @param caller function in whose name it is refused.
 * @param name what the caller calls it.
 * @returns the tensor, its data in float32.
 * @throws QuantizerError naming the argument, and the flat index of the first number that does not fit.
 */
export function assertTensor(caller: string, name: string, tensor: NDArray): Float32Tensor {
  const given: unknown = tensor;
  const { data, shape } = (given ?? {}) as Partial<NDArray>;
  if (!ArrayBuffer.isView(data) || !Array.isArray(shape)) {
    const remedy = 'Pass typed numbers with their shape.';
    fail(caller, `${name} is a tensor`, '{ data: Float32Array, shape: [...] }', kindOf(tensor), remedy);
  }
  const sizes = shape as readonly number[];
  const dimension = sizes.findIndex((size) => !Number.isInteger(size) || size < 1);
  if (dimension >= 0) {
    const remedy = data.length === 0 ? 'The tensor is empty; leave it out.' : 'Correct the shape.';
    const rule = `${name} has a shape of whole sizes`;
    fail(caller, rule, '1 or more', `${kindOf(sizes[dimension])} in dimension ${dimension}`, remedy);
  }
  if (sizeOf(sizes) !== data.length) {
    const remedy = 'Rows of different lengths are no tensor; pass every element.';
    fail(
      caller,
      `${name} fills its shape`,
      `${sizeOf(sizes)} for [${sizes.join(', ')}]`,
      data.length,
      remedy,
    );
  }
  const values = data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>, Number);
  const index = firstNotFinite(values);
  if (index >= 0) {
    const beyond = Number.isFinite(Number(data[index]));
    const remedy = beyond
      ? 'Float32 ends at 3.4e38; scale the numbers.'
      : 'Look for a diverged training step or a missing value upstream.';
    const got = `${String(data[index])} at flat index ${index}`;
    throw new QuantizerError(
      `${caller}: ${name} must be finite${beyond ? ' in float32' : ''} (got ${got}). ${remedy}`,
    );
  }
  return { data: values, shape: sizes };
}
