import { matchLayer } from '../match-layer.ts';
import { decodeWeights } from '../decode-weights.ts';
import type { Network } from '../model/network.ts';

/** A dense layer with its weights at hand. */
interface PlainLayer {
  /** [inputs, outputs]. */
  readonly weight: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  readonly rectified: boolean;
}

/** What a network says at one point. */
export interface MarginAtPoint {
  /** `g₁ − g₀`, in logits. */
  readonly margin: number;
  /** L2 norm of the gradient of the margin in the columns: the Lipschitz constant of the linear piece that the point lies in. */
  readonly slope: number;
  /** Which rectified units are active, layer after layer; 0 or 1. */
  readonly active: Uint8Array;
}

/**
 * The margin of a network of two classes with its gradient, in double precision. What the network rounds is passed on as it is: a
 * rounded function has slope 0 almost everywhere, which says nothing of it.
 */
export function marginSlopeOf(network: Network): (point: ArrayLike<number>) => MarginAtPoint {
  const layers = network.layers.map((layer) =>
    matchLayer(layer, {
      dense: ({ weight, bias, activation }): PlainLayer => ({
        weight: decodeWeights(weight).data,
        bias,
        rectified: activation === 'relu',
      }),
    }),
  );
  const units = layers.reduce((sum, { rectified, bias }) => sum + (rectified ? bias.length : 0), 0);
  return (point) => {
    const active = new Uint8Array(units);
    let from = 0;
    let hidden = Float64Array.from(point);
    const masks: (Uint8Array | null)[] = [];
    for (const { weight, bias, rectified } of layers) {
      const outputs = bias.length;
      const sums = Float64Array.from(bias);
      hidden.forEach((value, input) => {
        if (value === 0) return;
        for (let output = 0; output < outputs; output += 1) {
          sums[output]! += value * weight[input * outputs + output]!;
        }
      });
      const mask = rectified ? active.subarray(from, (from += outputs)) : null;
      masks.push(mask);
      hidden = mask === null ? sums : sums.map((sum, unit) => sum * (mask[unit] = Number(sum > 0)));
    }
    let gradient = Float64Array.of(-1, 1);
    for (let at = layers.length - 1; at >= 0; at -= 1) {
      const { weight, bias } = layers[at]!;
      const mask = masks[at];
      const passed = mask ? gradient.map((value, unit) => value * mask[unit]!) : gradient;
      gradient = Float64Array.from({ length: weight.length / bias.length }, (_, input) =>
        passed.reduce((sum, value, unit) => sum + value * weight[input * bias.length + unit]!, 0),
      );
    }
    return { margin: hidden[1]! - hidden[0]!, slope: Math.hypot(...gradient), active };
  };
}
