import type { RandomStream } from '@cfq/jit';

/** A symmetric matrix as what it does to a vector. */
type SymmetricProduct = (vector: Float64Array) => Promise<Float64Array>;

/** What {@link topEigenvalue} looks at. */
export interface TopEigenvalueProblem {
  readonly product: SymmetricProduct;
  /** Rows of the matrix. */
  readonly size: number;
  /** Draws the vector to start from. */
  readonly stream: RandomStream;
  /** Relative change between two iterations at which it ends; default 1e-3. */
  readonly tolerance?: number;
  /** Products at most; default 30. */
  readonly iterations?: number;
}

/** `vector / ‖vector‖`, and its length. */
function normalized(vector: Float64Array): { readonly unit: Float64Array; readonly length: number } {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return { unit: length === 0 ? vector : vector.map((value) => value / length), length };
}

/**
 * The eigenvalue of largest magnitude of a symmetric matrix, by power iteration with the Rayleigh quotient: `λ = vᵀ A v` at the
 * last unit vector. 0 for a matrix that sends its start to 0.
 *
 * @see Golub and Van Loan 2013, "Matrix Computations", §7.3.1 and §8.2.
 */
export async function topEigenvalue({
  product,
  size,
  stream,
  tolerance = 1e-3,
  iterations = 30,
}: TopEigenvalueProblem): Promise<number> {
  let { unit } = normalized(Float64Array.from(stream.normal([size]).data));
  let eigenvalue = 0;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const image = await product(unit);
    const quotient = image.reduce((sum, value, at) => sum + value * unit[at]!, 0);
    const { unit: next, length } = normalized(image);
    if (length === 0) return 0;
    const settled = Math.abs(quotient - eigenvalue) <= tolerance * Math.abs(quotient);
    eigenvalue = quotient;
    if (iteration > 0 && settled) break;
    unit = next;
  }
  return eigenvalue;
}
