import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import type { Quantizer } from '@cfq/quantizers';

/** A matrix with the parameters that a quantizer gives it. */
export interface PackedCase {
  /** Says which case in a failure message. */
  readonly title: string;
  readonly bits: number;
  /** `[rows, columns]`. */
  readonly x: NDArray;
  readonly parameters: Record<string, NDArray>;
  /** Whether it is worth every way of storing and running it; the others are about numbers. */
  readonly thorough: boolean;
}

const scaled = ({ data, shape }: NDArray, factor: number): NDArray =>
  ndarray(
    Float32Array.from(data, (value) => value * factor),
    shape,
  );

/**
 * The matrices that packing is checked on: random ones, ties of rounding, values far beyond the range, zeros, a single
 * number, the ends of float32; parameters of the whole matrix and, where the quantizer has them, of a row or a column.
 *
 * @param rectified whether negative values become 0, as before a grid of hidden outputs.
 */
export function packedCases(
  quantizer: Quantizer,
  bits: number,
  seed: number,
  rectified: boolean,
): PackedCase[] {
  const rectify = ({ data, shape }: NDArray): NDArray =>
    ndarray(
      Float32Array.from(data, (value) => (rectified ? Math.max(0, value) : value)),
      shape,
    );
  const normal = rectify(randomStream(seed, 'packing', quantizer.name, bits).normal([9, 5]));
  const halves = rectify(
    ndarray(
      Array.from({ length: 36 }, (_, at) => (at - 18) / 2),
      [9, 4],
    ),
  );
  const fitted = (title: string, x: NDArray, to = x): PackedCase => ({
    ...{ title, bits, x },
    ...{ parameters: quantizer.init(to, bits), thorough: title === 'normal values' },
  });
  const cases = [
    fitted('normal values', normal),
    fitted('values beyond the range', scaled(normal, 8), normal),
    fitted('ties', halves),
    fitted('zeros', scaled(halves, 0)),
    fitted('one value', ndarray([0.7], [1, 1])),
    fitted('tiny values', scaled(normal, 1e-30)),
    fitted('huge values', scaled(normal, 1e30)),
  ];
  if (!quantizer.perChannel || rectified) return cases;
  return [
    ...cases,
    ...[0, 1].map((axis) => ({
      title: axis === 0 ? 'a scale an input' : 'a scale an output',
      ...{ bits, x: normal, parameters: quantizer.init(normal, bits, { axis }), thorough: true },
    })),
  ];
}
