import { ndarray, randomStream } from '@cfq/jit';
import { lsq } from '@cfq/quantizers';
import type { QuantizedNetwork } from './quantized-network.ts';

/** A small network with the given bit-widths, for tests. */
export function randomNetwork(
  bits: readonly number[],
  { perOutput = false, activationBits = 8, seed = 0 } = {},
): QuantizedNetwork {
  const widths = [7, ...bits.slice(1).map((_, index) => 6 + index), 2];
  return {
    layers: bits.map((width, index) => {
      const stream = randomStream(seed, 'network', index);
      const shape = [widths[index]!, widths[index + 1]!];
      const weight = stream.normal(shape);
      return {
        layer: `dense${index}`,
        weight: lsq.encode(weight, lsq.init(weight, width, perOutput ? { axis: 1 } : {}), width),
        bias: Float32Array.from(stream.normal([shape[1]!]).data),
        activation: index < bits.length - 1 ? { scale: 0.03, bits: activationBits } : null,
      };
    }),
  };
}

/** Rows for {@link randomNetwork}. */
export const randomRows = (rows: number, seed = 1) =>
  ndarray(randomStream(seed, 'rows').normal([rows, 7]).data, [rows, 7]);
