import { ndarray, type NDArray } from '@cfq/jit';
import type { AffineTensor, Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../../training-error.ts';
import { codeGrid } from './code-grid.ts';
import { inverseRectifiedSigmoid } from './rectified-sigmoid.ts';
import type { QuantizerParameters } from '../student-parameters.ts';

/** A weight matrix on its grid. */
export interface GridOfWeight {
  readonly quantizer: Quantizer;
  /** Learned parameters of the quantizer. */
  readonly learned: QuantizerParameters<NDArray>;
  readonly bits: number;
}

/** The codes of a weight matrix on an even grid. */
function affineCodes(weight: NDArray, { quantizer, learned, bits }: GridOfWeight): AffineTensor {
  const encoded = quantizer.encode(weight, learned, bits);
  if (encoded.kind === 'affine') return encoded;
  throw new TrainingError(
    `adaRound: "${quantizer.name}" has no even grid to choose neighbours on (expected affine codes, got a ${encoded.kind}). ` +
      'Round to nearest, or use another quantizer.',
  );
}

/** The scale and zero point of each element, and `w / s` in float32, as the graph divides. */
function onGrid(weight: NDArray, { scale, zeroPoint, axis }: AffineTensor) {
  const columns = axis === null ? 1 : weight.shape[axis]!;
  const step = (index: number): number => scale[index % columns]!;
  return {
    step,
    zero: (index: number): number => zeroPoint[index % columns]!,
    ratio: (index: number): number => Math.fround(weight.data[index]! / step(index)),
  };
}

/**
 * Where the fit of the roundings starts: the grid of the quantizer, and a `v` for each weight at which it is rounded by
 * exactly the fraction it has, so that the weights start as they are at full precision (those beyond the grid at its
 * end).
 *
 * @param weight [inputs, outputs].
 * @returns `scale` and `zeroPoint`, [] or one a column [outputs], and `rounding` in the shape of the weight.
 */
export function initialRounding(
  weight: NDArray,
  { quantizer, learned, bits }: GridOfWeight,
): QuantizerParameters<NDArray> {
  const encoded = affineCodes(weight, { quantizer, learned, bits });
  const { ratio } = onGrid(weight, encoded);
  const rounding = Float32Array.from(weight.data, (_, index) =>
    inverseRectifiedSigmoid(ratio(index) - Math.floor(ratio(index))),
  );
  const { scale, zeroPoint, axis } = encoded;
  const shape = axis === null ? [] : [scale.length];
  return {
    scale: ndarray(scale, shape),
    zeroPoint: ndarray(Float32Array.from(zeroPoint), shape),
    rounding: ndarray(rounding, weight.shape),
  };
}

/**
 * Weights at the end that their rounding leans to: `s · clamp( ⌊w / s⌋ + [v ≥ 0], low − z, high − z )`. Every code is one of
 * the two around `w / s`, or the end of the grid where `w` lies beyond it.
 *
 * @throws TrainingError for a quantizer without a grid of codes.
 */
export function hardRounded(
  weight: NDArray,
  { quantizer, learned, bits }: GridOfWeight,
  rounding: NDArray,
): NDArray {
  const { low, high } = codeGrid(quantizer, bits);
  const { ratio, step, zero } = onGrid(weight, affineCodes(weight, { quantizer, learned, bits }));
  return ndarray(
    Float32Array.from(weight.data, (_, index) => {
      const code = Math.floor(ratio(index)) + (rounding.data[index]! >= 0 ? 1 : 0);
      const [first, last] = [low - zero(index), high - zero(index)];
      return Math.min(Math.max(code, first), last) * step(index);
    }),
    weight.shape,
  );
}
