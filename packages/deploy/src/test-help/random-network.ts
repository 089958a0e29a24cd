import { ndarray, randomStream } from '@cfq/jit';
import { denseNetwork, type Network } from '@cfq/network';
import { lsq } from '@cfq/quantizers';

/** A small network with the given bit-widths, for tests. */
export function randomNetwork(
  bits: readonly number[],
  { perOutput = false, activationBits = 8, seed = 0 } = {},
): Network {
  const widths = [7, ...bits.slice(1).map((_, index) => 6 + index), 2];
  return denseNetwork(
    bits.map((width, index) => {
      const stream = randomStream(seed, 'network', index);
      const shape = [widths[index]!, widths[index + 1]!];
      const weight = stream.normal(shape);
      return {
        weight: lsq.encode(weight, lsq.init(weight, width, perOutput ? { axis: 1 } : {}), width),
        bias: stream.normal([shape[1]!]),
        grid: index < bits.length - 1 ? { scale: 0.03, bits: activationBits } : null,
      };
    }),
  );
}

/** Rows for {@link randomNetwork}. */
export const randomRows = (rows: number, seed = 1) =>
  ndarray(randomStream(seed, 'rows').normal([rows, 7]).data, [rows, 7]);
