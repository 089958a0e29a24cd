import { elementCount } from '../tensors/element-count.ts';
import type { Constant } from './values.ts';

/**
 * Codes of a constant that is multiplied by positive factors, one or one a row or column; null where they do not stay
 * codes.
 */
export function scaleStored(
  a: Constant,
  b: Constant,
  dims: readonly number[],
  operation: (x: number, y: number) => number,
): Constant['stored'] {
  const [matrix, factors] = a.stored === null ? [b, a] : [a, b];
  const { stored } = matrix;
  const isProduct = operation(3, 5) === 15;
  if (stored === null || factors.stored !== null || !isProduct) return null;
  if (elementCount(dims) !== stored.codes.length || dims.length !== 2) return null;
  const { numbers } = factors;
  if (numbers.some((factor) => !(factor > 0))) return null;
  const [rows = 1, columns = 1] = [factors.dims.at(-2), factors.dims.at(-1)];
  if (numbers.length === 1) return { ...stored, scale: stored.scale.map((step) => step * numbers[0]!) };
  const axis = columns === 1 ? 0 : 1;
  if (rows !== 1 && columns !== 1) return null;
  if (stored.axis !== null && stored.axis !== axis) return null;
  const scale = Float32Array.from(numbers, (factor, at) => factor * (stored.scale[at] ?? stored.scale[0]!));
  if (stored.kind === 'codebook') return { ...stored, scale, axis };
  const zeroPoint =
    stored.axis === null ? new Int32Array(scale.length).fill(stored.zeroPoint[0]!) : stored.zeroPoint;
  return { ...stored, scale, axis, zeroPoint };
}
