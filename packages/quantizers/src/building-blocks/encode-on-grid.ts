import type { NDArray } from '@cfq/jit';
import { channelLayoutOfParameter, channelOf } from './channels.ts';
import type { IntegerGrid } from './integer-grid.ts';
import type { AffineTensor } from '../quantized-tensor.ts';
import { QuantizerError } from '../quantizer-error.ts';
import { roundHalfEven } from './round-half-even.ts';

/** What {@link encodeOnGrid} needs to know. */
export interface EncodeOnGrid {
  readonly caller: string;
  readonly x: NDArray;
  /** Positive float32 scales, shaped `[]` or along one axis of `x`. */
  readonly scale: NDArray;
  /** Whole-number zero points in the shape of `scale`; absent means 0. */
  readonly zeroPoint?: NDArray;
  /** Of all channels; or of each, where their widths differ, all of one signedness. */
  readonly grid: IntegerGrid | readonly IntegerGrid[];
  readonly bits: number;
}

/**
 * `q = round(clamp(x / s, low − z, high − z)) + z`, every step in float32, ties to even.
 *
 * The bounds are whole numbers, so clamping before rounding equals ONNX `QuantizeLinear`, which clamps after.
 * NaN has no code and becomes the zero point.
 *
 * @throws QuantizerError when the scale does not fit the tensor's shape, a scale is not positive or a zero point not whole.
 */
export function encodeOnGrid({ caller, x, scale, zeroPoint, grid, bits }: EncodeOnGrid): AffineTensor {
  const layout = channelLayoutOfParameter(caller, x.shape, scale);
  const codes = new Int32Array(x.data.length);
  const scales = Float32Array.from(scale.data);
  const flat = scales.findIndex((one) => !(one > 0 && Number.isFinite(one)));
  if (flat >= 0) {
    throw new QuantizerError(
      `${caller}: scales are positive and finite (got ${scales[flat]} in channel ${flat}). Use the record that init ` +
        'returned.',
    );
  }
  const broken = zeroPoint?.data.findIndex((zero) => !Number.isInteger(zero)) ?? -1;
  if (broken >= 0) {
    throw new QuantizerError(
      `${caller}: zero points are whole numbers (got ${zeroPoint!.data[broken]} in channel ${broken}). Use the record ` +
        'that init returned.',
    );
  }
  const zeros = Int32Array.from({ length: layout.count }, (_, channel) => zeroPoint?.data[channel] ?? 0);
  const grids: readonly IntegerGrid[] = 'low' in grid ? [grid] : grid;
  for (let index = 0; index < codes.length; index += 1) {
    const channel = channelOf(layout, index);
    const zero = zeros[channel]!;
    const steps = Math.fround(x.data[index]! / scales[channel]!);
    const { low, high } = grids[grids.length === 1 ? 0 : channel]!;
    const clamped = Math.min(Math.max(steps, low - zero), high - zero);
    codes[index] = Number.isNaN(clamped) ? zero : roundHalfEven(clamped) + zero;
  }
  return {
    kind: 'affine',
    codes,
    shape: x.shape,
    bits,
    signed: grids[0]!.signed,
    scale: scales,
    zeroPoint: zeros,
    axis: layout.axis,
  };
}
