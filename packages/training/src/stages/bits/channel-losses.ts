import { everyWidth } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';
import { decodeWeights, matchLayer, type Network } from '@cfq/network';

/** An output channel of a layer, and what rounding it alone would do. */
export interface ChannelLoss {
  readonly layer: string;
  readonly channel: number;
  /** Weights of the channel. */
  readonly inputs: number;
  /** For every width, mean over the rows of the square by which the margin moves, to first order; in logits squared. */
  readonly loss: readonly number[];
}

/** A dense layer with what reaches it and how the margin answers to its sums. */
interface Reached {
  readonly name: string;
  readonly weight: NDArray;
  /** [rows, inputs]. */
  readonly reaching: Float64Array;
  /** Gradient of the margin in the sums of the layer [rows, outputs]. */
  slopes: Float64Array;
}

/**
 * What rounding each output channel alone does to the margin `g₁ − g₀`: a weight error `e` of a channel moves the channel's sum at a
 * row `h` by `h·e`, and the margin, to first order, by that times its gradient in the sum.
 *
 * @param x rows [n, columns] at which margins matter.
 * @param rounded weights of a layer at a width, each channel as if it had that width.
 * @returns layer after layer, channel after channel; losses in the order of `widths`.
 */
export function channelLosses(
  network: Network,
  x: NDArray,
  rounded: (layer: string, weight: NDArray, bits: number) => ArrayLike<number>,
  widths: readonly number[] = everyWidth,
): readonly ChannelLoss[] {
  const rows = x.shape[0]!;
  return reachedLayers(network, x).flatMap(({ name, weight, reaching, slopes }) => {
    const [inputs, outputs] = weight.shape as readonly [number, number];
    const byWidth = widths.map((bits) => {
      const values = rounded(name, weight, bits);
      const errors = Float64Array.from(weight.data, (value, at) => values[at]! - value);
      const moved = product(reaching, errors, { rows, inputs, outputs });
      const sums = new Float64Array(outputs);
      moved.forEach((move, at) => (sums[at % outputs]! += (move * slopes[at]!) ** 2));
      return sums.map((sum) => sum / rows);
    });
    return Array.from({ length: outputs }, (_, channel) => ({
      ...{ layer: name, channel, inputs },
      loss: byWidth.map((losses) => losses[channel]!),
    }));
  });
}

function reachedLayers(network: Network, x: NDArray): readonly Reached[] {
  const rows = x.shape[0]!;
  let hidden: Float64Array = Float64Array.from(x.data);
  const masks: (Float64Array | null)[] = [];
  const reached = network.layers.map((layer): Reached => {
    const { weight, bias, rectified } = matchLayer(layer, {
      dense: ({ weight: stored, bias: own, activation }) => ({
        weight: decodeWeights(stored),
        bias: own,
        rectified: activation === 'relu',
      }),
    });
    const [inputs, outputs] = weight.shape as readonly [number, number];
    const reaching = hidden;
    const sums = product(reaching, weight.data, { rows, inputs, outputs });
    sums.forEach((sum, at) => (sums[at] = sum + bias[at % outputs]!));
    masks.push(rectified ? sums.map((sum) => Number(sum > 0)) : null);
    hidden = rectified ? sums.map((sum) => Math.max(sum, 0)) : sums;
    return { name: layer.name, weight, reaching, slopes: new Float64Array(0) };
  });
  let slopes: Float64Array = Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? -1 : 1));
  for (let at = reached.length - 1; at >= 0; at -= 1) {
    const own = reached[at]!;
    const mask = masks[at];
    if (mask) slopes = slopes.map((slope, unit) => slope * mask[unit]!);
    own.slopes = slopes;
    const [inputs, outputs] = own.weight.shape as readonly [number, number];
    const transposed = Float64Array.from(
      { length: inputs * outputs },
      (_, place) => own.weight.data[(place % inputs) * outputs + Math.floor(place / inputs)]!,
    );
    slopes = product(slopes, transposed, { rows, inputs: outputs, outputs: inputs });
  }
  return reached;
}

/** `[rows, inputs] · [inputs, outputs]`, skipping zeros of the first. */
function product(
  left: Float64Array,
  right: ArrayLike<number>,
  { rows, inputs, outputs }: { readonly rows: number; readonly inputs: number; readonly outputs: number },
): Float64Array {
  const sums = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row += 1) {
    for (let input = 0; input < inputs; input += 1) {
      const value = left[row * inputs + input]!;
      if (value === 0) continue;
      const [to, from] = [row * outputs, input * outputs];
      for (let output = 0; output < outputs; output += 1) sums[to + output]! += value * right[from + output]!;
    }
  }
  return sums;
}
