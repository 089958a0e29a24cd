import { quantizer, signedGrid, type QuantizedTensor, type QuantizerName } from '@cfq/quantizers';
import { ndarray, type NDArray } from '@cfq/jit';
import { inverseRectifiedSigmoid } from './rectified-sigmoid.ts';
import type { QuantizerParameters } from '../student-form.ts';

/** A weight matrix on its grid. */
export interface GridOfWeight {
  readonly quantizer: QuantizerName;
  /** Learned parameters of the quantizer. */
  readonly learned: QuantizerParameters<NDArray>;
  readonly bits: number;
}

/** The step of each element, and `w / s` in float32, as the graph divides. */
function onGrid(weight: NDArray, { scale, axis }: QuantizedTensor) {
  const columns = axis === null ? 1 : weight.shape[axis]!;
  const step = (index: number): number => scale[index % columns]!;
  return { step, ratio: (index: number): number => Math.fround(weight.data[index]! / step(index)) };
}

/**
 * Where the fit of the roundings starts: the step of the quantizer, and a `v` for each weight at which it is rounded by
 * exactly the fraction it has, so that the weights start as they are at full precision (those beyond the grid at its
 * end).
 *
 * @param weight [inputs, outputs].
 */
export function initialRounding(
  weight: NDArray,
  { quantizer: name, learned, bits }: GridOfWeight,
): QuantizerParameters<NDArray> {
  const encoded = quantizer(name).encode(weight, learned, bits);
  const { ratio } = onGrid(weight, encoded);
  const rounding = Float32Array.from(weight.data, (_, index) =>
    inverseRectifiedSigmoid(ratio(index) - Math.floor(ratio(index))),
  );
  const { scale, axis } = encoded;
  return {
    step: ndarray(scale, axis === null ? [] : [scale.length]),
    rounding: ndarray(rounding, weight.shape),
  };
}

/**
 * Weights at the end that their rounding leans to: `s · clamp( ⌊w / s⌋ + [v ≥ 0], −2^(b−1), 2^(b−1) − 1 )`. Every code is
 * one of the two around `w / s`, or the end of the grid where `w` lies beyond it.
 */
export function hardRounded(
  weight: NDArray,
  { quantizer: name, learned, bits }: GridOfWeight,
  rounding: NDArray,
): NDArray {
  const { low, high } = signedGrid(bits);
  const { ratio, step } = onGrid(weight, quantizer(name).encode(weight, learned, bits));
  return ndarray(
    Float32Array.from(weight.data, (_, index) => {
      const code = Math.floor(ratio(index)) + (rounding.data[index]! >= 0 ? 1 : 0);
      return Math.min(Math.max(code, low), high) * step(index);
    }),
    weight.shape,
  );
}
