import type { NDArray } from '@cfq/jit';
import { referenceLogits, type Network } from '@cfq/network';
import { lastHidden } from './tried-stages.ts';

/** What a network decides: 1 less 0, one a row. */
export function marginsOf(network: Network, x: NDArray): Float64Array {
  const { data } = referenceLogits(network, x);
  return Float64Array.from({ length: x.shape[0]! }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
}

/**
 * Codes of the last layer moved one at a time, the step that lowers the weighted squared error of the margin most, until none does.
 * Hidden outputs stay, so that the error is a quadratic form of the codes and its change known exactly.
 *
 * @param wanted margins of the teacher at `x`.
 */
export function repairLastLayer(network: Network, x: NDArray, wanted: Float64Array): Network {
  const layer = network.layers.at(-1)!;
  if (layer.weight.kind !== 'affine') return network;
  const { codes, scale, bits, shape } = layer.weight;
  const [width, classes] = shape as readonly [number, number];
  const hidden = lastHidden(network, x).data;
  const rows = wanted.length;
  const importance = wanted.map((margin) => Math.exp(-Math.abs(margin) / 0.5) + 0.1);
  const gram = new Float64Array(width * width);
  const pull = new Float64Array(width);
  const now = marginsOf(network, x);
  for (let row = 0; row < rows; row += 1) {
    const own = hidden.subarray(row * width, (row + 1) * width);
    for (let i = 0; i < width; i += 1) {
      const weighted = importance[row]! * own[i]!;
      pull[i]! += weighted * (now[row]! - wanted[row]!);
      for (let j = 0; j < width; j += 1) gram[i * width + j]! += weighted * own[j]!;
    }
  }
  const moved = Int32Array.from(codes);
  const [lowest, highest] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  for (;;) {
    let best = { gain: 1e-9, at: -1, step: 0, change: 0 };
    for (let at = 0; at < moved.length; at += 1) {
      const [unit, output] = [Math.floor(at / classes), at % classes];
      for (const step of [-1, 1]) {
        const code = moved[at]! + step;
        if (code < lowest || code > highest) continue;
        const change = step * scale[scale.length === 1 ? 0 : output]! * (output === 1 ? 1 : -1);
        const gain = -(2 * change * pull[unit]! + change * change * gram[unit * width + unit]!);
        if (gain > best.gain) best = { gain, at, step, change };
      }
    }
    if (best.at < 0) break;
    moved[best.at]! += best.step;
    const unit = Math.floor(best.at / classes);
    for (let i = 0; i < width; i += 1) pull[i]! += best.change * gram[unit * width + i]!;
  }
  const repaired = { ...layer, weight: { ...layer.weight, codes: moved } };
  return { ...network, layers: [...network.layers.slice(0, -1), repaired] };
}
