import type { NDArray } from '@cfq/jit';
import type { AffineTensor, Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../../training-error.ts';
import type { QuantizerParameters } from '../student-parameters.ts';

/** A weight matrix on its grid. */
export interface GridOfWeight {
  readonly quantizer: Quantizer;
  /** Learned parameters of the quantizer. */
  readonly learned: QuantizerParameters<NDArray>;
  readonly bits: number;
}

/** The grid of a weight matrix in numbers. Elements go by their place in the matrix, row by row. */
export interface EvenGrid {
  /** What the quantizer makes of the matrix. */
  readonly encoded: AffineTensor;
  /** Step `s` of an element. */
  readonly step: (index: number) => number;
  /** Zero point `z` of an element. */
  readonly zero: (index: number) => number;
  /** `w / s` of a value at an element's place, in float32, as the graph divides. */
  readonly ratio: (value: number, index: number) => number;
}

/**
 * The even grid that a quantizer puts a weight matrix [inputs, outputs] on, a step a column or one for all.
 *
 * @throws TrainingError for a quantizer whose codes are on no even grid.
 */
export function evenGrid(weight: NDArray, { quantizer, learned, bits }: GridOfWeight): EvenGrid {
  const encoded = quantizer.encode(weight, learned, bits);
  if (encoded.kind !== 'affine') {
    throw new TrainingError(
      `round: "${quantizer.name}" has no even grid to choose neighbours on (expected affine codes, got a ${encoded.kind}). ` +
        'Round to nearest, or use another quantizer.',
    );
  }
  const { scale, zeroPoint, axis } = encoded;
  const columns = axis === null ? 1 : weight.shape[axis]!;
  const step = (index: number): number => scale[index % columns]!;
  return {
    encoded,
    step,
    zero: (index) => zeroPoint[index % columns]!,
    ratio: (value, index) => Math.fround(value / step(index)),
  };
}
