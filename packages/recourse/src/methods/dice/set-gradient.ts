import type { ActionLayout } from '../../search/action-layout.ts';
import { determinant } from './determinant.ts';

/** What weighs how much in a set of answers. */
export interface SetWeights {
  /** `λ₁`, of the distance to the person. */
  readonly proximity: number;
  /** `λ₂`, of the diversity. */
  readonly diversity: number;
}

/** Set apart from 1 on the diagonal of the kernel, so that equal members do not make it singular. */
const jitter = 1e-4;

/** Signs and scale of every changeable column in the distance of DiCE: units of the cost over the number of features. */
export function columnScales({ count, width, start, span, weight, categorical }: ActionLayout): Float64Array {
  const scales = new Float64Array(width);
  for (let f = 0; f < count; f += 1) {
    // One change of category moves two columns by 1.
    scales.fill((weight[f]! * (categorical[f] === 1 ? 0.5 : 1)) / count, start[f], start[f]! + span[f]!);
  }
  return scales;
}

/**
 * How diverse a set of points is (DiCE, eq. 3): `det K` with `K_ij = 1 / (1 + dist(c_i, c_j))`, in [0, about 1].
 *
 * @param points - `size × d`.
 * @param scales - See {@link columnScales}.
 */
export function diversityOf(points: Float32Array, size: number, scales: Float64Array): number {
  return determinant(kernelOf(points, size, scales), size).value;
}

function kernelOf(points: Float32Array, size: number, scales: Float64Array): Float64Array {
  const width = scales.length;
  const kernel = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      let distance = 0;
      for (let c = 0; c < width; c += 1) {
        distance += scales[c]! * Math.abs(points[i * width + c]! - points[j * width + c]!);
      }
      kernel[i * size + j] = 1 / (1 + distance);
      kernel[j * size + i] = kernel[i * size + j]!;
    }
    kernel[i * size + i] = 1 + jitter;
  }
  return kernel;
}

/**
 * The gradient of `λ₁/k · Σ dist(c_i, x) − λ₂ · det K` with respect to the points of a set (DiCE, eq. 4, without the loss of
 * the model). Of the determinant it is `det K · (K⁻¹)_ij` by entry (Jacobi's formula).
 *
 * @param x - The person, `d` numbers from `xAt`.
 * @returns `size × d`.
 */
export function setGradient(
  points: Float32Array,
  size: number,
  x: Float32Array,
  xAt: number,
  scales: Float64Array,
  { proximity, diversity }: SetWeights,
): Float64Array {
  const width = scales.length;
  const gradient = new Float64Array(size * width);
  const kernel = kernelOf(points, size, scales);
  const { value, inverse } = determinant(kernel, size);
  for (let i = 0; i < size; i += 1) {
    for (let c = 0; c < width; c += 1) {
      const here = points[i * width + c]!;
      let slope = (proximity / size) * Math.sign(here - x[xAt + c]!);
      for (let j = 0; j < size; j += 1) {
        if (j === i) continue;
        // Both entries (i, j) and (j, i) fall as the distance grows.
        const fall = 2 * value * inverse[i * size + j]! * kernel[i * size + j]! ** 2;
        slope += diversity * fall * Math.sign(here - points[j * width + c]!);
      }
      gradient[i * width + c] = scales[c]! * slope;
    }
  }
  return gradient;
}
