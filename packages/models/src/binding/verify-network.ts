import { firstRows, type NDArray } from '@cfq/jit';
import { shapeOfWeights, type Network } from '@cfq/network';
import { compareWithFile } from '../networks/compare-with-file.ts';
import type { MarginReading } from '../outputs/margins-of-answers.ts';
import type { NetworkOver } from './network-over-columns.ts';

/** Products of a network that it is compared by: larger networks are compared on fewer rows. */
const comparedProducts = 2e7;

/** What a network is held against. */
export interface Verification {
  readonly x: NDArray;
  /** Those of the file as it is asked. */
  readonly margins: Float32Array;
  /** Those of the file where the runtime rewrites nothing of it. */
  readonly plainly: () => Promise<Float32Array>;
  readonly reading: MarginReading;
}

/** What the margins of the file say of its network. */
export async function verifyNetwork(
  network: Network | null,
  blackBox: string | null,
  { x, margins, plainly, reading }: Verification,
): Promise<NetworkOver & { readonly notes: readonly string[] }> {
  if (network === null) return { network, blackBox, notes: [] };
  const products = network.layers.reduce(
    (sum, { weight }) => sum + shapeOfWeights(weight).reduce((a, b) => a * b),
    0,
  );
  const count = Math.min(margins.length, Math.max(16, Math.floor(comparedProducts / products)));
  const rows = firstRows(x, count);
  const { kind } = reading;
  const reads =
    kind === 'labels'
      ? kind
      : kind === 'probabilities' || kind === 'probability'
        ? 'probabilities'
        : 'margins';
  const held = (of: Float32Array) => compareWithFile(network, rows, of.subarray(0, count), reads);
  const asked = held(margins);
  const shown = asked.difference.toPrecision(2);
  if (asked.agrees) {
    const note = `Its network was read, and answers as the file does for ${count} rows: margins differ by ${shown} at most.`;
    return { network, blackBox: null, notes: [note] };
  }
  const plain = held(await plainly());
  if (plain.agrees) {
    const note =
      `Its network was read, and answers as the file does for ${count} rows where the runtime rewrites nothing of it; as ` +
      `it is run here, the runtime rounds on its own account, and margins differ by ${shown}.`;
    return { network, blackBox: null, notes: [note] };
  }
  const why =
    `Its network was read, but its margins differ by ${plain.difference.toPrecision(2)} from those of the file in ${count} ` +
    'rows, which is more than rounding.';
  return { network: null, blackBox: why, notes: [] };
}
