import { bitOperations, weightBits, type CostTable, type LayerSize } from '@cfq/bit-allocation';
import { packNetwork } from '@cfq/deploy';
import type { Network } from '@cfq/network';
import type { WeightRounding } from '@cfq/training';
import { layerLatencies } from './layer-latencies.ts';
import { roundedNetwork } from './rounded-network.ts';

/** What an allocation may spend. */
export const spendings = ['bits', 'bytes', 'bit-operations', 'latency'] as const;

/** A kind of cost: bits of weights, bytes of their codes in the packed file, bit operations a row, or measured time a row. */
export type Spending = (typeof spendings)[number];

/** What a table of costs is made for. */
export interface SpendingProblem {
  readonly network: Network;
  readonly layers: readonly LayerSize[];
  readonly widths: readonly number[];
  readonly rounding: WeightRounding;
  readonly signal?: AbortSignal | undefined;
}

const floatBits = 32;

/** Makes the table of costs of each kind. */
export const costTables: {
  readonly [Kind in Spending]: (problem: SpendingProblem) => Promise<CostTable>;
} = {
  bits: ({ layers, widths }) => Promise.resolve(weightBits(layers, widths)),
  bytes: packedBytes,
  'bit-operations': ({ network, layers, widths }) =>
    Promise.resolve(
      bitOperations(
        layers.map((own, at) => ({
          ...own,
          inputBits: (at === 0 ? null : network.layers[at - 1]!.grid)?.bits ?? floatBits,
        })),
        widths,
      ),
    ),
  latency: layerLatencies,
};

/** Bytes of the codes of every layer at every width in the file that `packNetwork` writes with all layers at that width. */
async function packedBytes({
  network,
  layers,
  widths,
  rounding,
  signal,
}: SpendingProblem): Promise<CostTable> {
  const columns: number[][] = [];
  for (const bits of widths) {
    signal?.throwIfAborted();
    const allocation = layers.map(({ layer }) => ({ layer, bits }));
    const packed = await packNetwork(roundedNetwork(network, allocation, rounding));
    columns.push(packed.layers.map(({ codeBytes }) => codeBytes));
  }
  return { unit: 'bytes', cost: layers.map((_, at) => columns.map((bytes) => bytes[at]!)) };
}
