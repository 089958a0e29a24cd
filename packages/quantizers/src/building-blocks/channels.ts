import { sizeOf, type NDArray } from '@cfq/jit';
import { QuantizerError } from '../quantizer-error.ts';

/** How the elements of a row-major tensor fall into channels along one axis. */
export interface ChannelLayout {
  /** Number of channels; 1 for a whole tensor. */
  readonly count: number;
  /** Elements between two steps along the axis. */
  readonly inner: number;
  /** The axis, or null for a whole tensor. */
  readonly axis: number | null;
  /** Shape of a parameter with one value a channel, ready to broadcast against the tensor. */
  readonly parameterShape: readonly number[];
}

/**
 * The channels of a tensor shape along `axis` (null: the tensor is one channel).
 *
 * @throws QuantizerError when the axis does not exist in the shape.
 */
export function channelLayout(caller: string, shape: readonly number[], axis: number | null): ChannelLayout {
  if (axis === null) return { count: 1, inner: Math.max(1, sizeOf(shape)), axis: null, parameterShape: [] };
  const positive = axis < 0 ? axis + shape.length : axis;
  const count = shape[positive];
  if (!Number.isInteger(axis) || count === undefined) {
    throw new QuantizerError(
      `${caller}: axis must be a dimension of the tensor (expected an integer in [${-shape.length}, ` +
        `${shape.length - 1}], got ${axis}). Leave axis out for one parameter per tensor.`,
    );
  }
  return {
    count,
    inner: sizeOf(shape.slice(positive + 1)),
    axis: positive,
    parameterShape: shape.map((length, dimension) => (dimension === positive ? length : 1)),
  };
}

/**
 * The channels that a parameter's shape implies for a tensor: `[]` or all ones is one channel; otherwise the
 * one dimension that is not 1 is the axis and must agree with the tensor.
 *
 * @throws QuantizerError when the parameter cannot stand for channels of this tensor.
 */
export function channelLayoutOfParameter(
  caller: string,
  shape: readonly number[],
  parameter: Pick<NDArray, 'shape'>,
): ChannelLayout {
  if (sizeOf(parameter.shape) === 1) return channelLayout(caller, shape, null);
  const axis = parameter.shape.findIndex((length) => length !== 1);
  const agrees =
    parameter.shape.length === shape.length &&
    parameter.shape.every((length, dimension) => length === (dimension === axis ? shape[dimension] : 1));
  if (!agrees) {
    throw new QuantizerError(
      `${caller}: a parameter has shape [] or 1 everywhere but at the channel axis (expected it to fit ` +
        `[${shape.join(', ')}], got [${parameter.shape.join(', ')}]). Use the record that init returned.`,
    );
  }
  return channelLayout(caller, shape, axis);
}

/** The channel of the element at a flat index. */
export function channelOf(layout: ChannelLayout, index: number): number {
  return Math.floor(index / layout.inner) % layout.count;
}

/** The values of each channel, in order of occurrence. */
export function channelValues(tensor: NDArray, layout: ChannelLayout): Float32Array[] {
  const length = tensor.data.length / layout.count;
  const channels = Array.from({ length: layout.count }, () => new Float32Array(length));
  const filled = new Int32Array(layout.count);
  for (let index = 0; index < tensor.data.length; index += 1) {
    const channel = channelOf(layout, index);
    channels[channel]![filled[channel]!++] = tensor.data[index]!;
  }
  return channels;
}
