import { randomStream, tree, type ArrayTree, type NDArray } from '@cfq/jit';
import { decode, uniformSymmetric } from '@cfq/quantizers';

import { RecourseError } from '../../recourse-error.ts';

/** What {@link roundedVariants} varies. */
export interface RoundedVariantsOptions {
  /** Bit-widths of the variants, integers from 2 to 8; every one between the two is there. */
  readonly leastBits: number;
  readonly mostBits: number;
  /** Copies of each bit-width whose steps are off, beside the one with fitted steps; an integer ≥ 0. */
  readonly copies: number;
  /** How far a step may be off, as a share of it, in [0, 1). */
  readonly stepError: number;
  /** Any finite number; the copies draw from it. */
  readonly seed: number;
}

/**
 * Parameters as quantizers may leave them: every array of two dimensions or more rounded to each bit-width (symmetric, one
 * least-squares step an output channel, the last axis), and copies whose steps are each multiplied by a seeded factor
 * uniform on `[1 − stepError, 1 + stepError)`. Vectors, such as biases, stay as they are. The parameters themselves are
 * not among them.
 *
 * @returns `(mostBits − leastBits + 1) · (1 + copies)` trees of the same structure, fewest bits first.
 * @throws RecourseError when there is nothing to round, or no bit-width between the two ends.
 */
export function roundedVariants(
  parameters: ArrayTree,
  { leastBits, mostBits, copies, stepError, seed }: RoundedVariantsOptions,
): ArrayTree[] {
  const { leaves, structure } = tree.flatten(parameters);
  if (!leaves.some(({ shape }) => shape.length >= 2)) {
    throw new RecourseError(
      'roundedVariants: parameters hold weights (expected an array of two dimensions or more, got none). ' +
        'Pass the parameters of a model with layers.',
    );
  }
  if (!(leastBits >= 2 && leastBits <= mostBits && mostBits <= 8 && stepError < 1)) {
    throw new RecourseError(
      `roundedVariants: bit-widths lie in order within 2…8, step errors below 1 (expected 2 ≤ leastBits ≤ mostBits ≤ 8, got ` +
        `${leastBits}…${mostBits}, step error ${stepError}). Correct them.`,
    );
  }
  const widths = Array.from({ length: mostBits - leastBits + 1 }, (_, i) => leastBits + i);
  return widths.flatMap((bits) =>
    Array.from({ length: 1 + copies }, (_, copy) =>
      tree.unflatten(
        structure,
        leaves.map((leaf, place) => {
          if (leaf.shape.length < 2) return leaf;
          const stream = randomStream(seed, 'rounded variant', bits, copy, place);
          return rounded(leaf, bits, (count) =>
            copy === 0 ? null : stream.uniform([count]).data.map((u) => 1 + stepError * (2 * u - 1)),
          );
        }),
      ),
    ),
  );
}

/** One array on the grid of a bit-width, its steps multiplied by factors where there are some. */
function rounded(
  weight: NDArray,
  bits: number,
  factorsOf: (count: number) => NDArray['data'] | null,
): NDArray {
  const { scale } = uniformSymmetric.init(weight, bits, { axis: weight.shape.length - 1, observer: 'mse' });
  const factors = factorsOf(scale.data.length);
  const used: NDArray = {
    data: factors === null ? scale.data : Float32Array.from(scale.data, (step, c) => step * factors[c]!),
    shape: scale.shape,
  };
  return decode(uniformSymmetric.encode(weight, { scale: used }, bits));
}
