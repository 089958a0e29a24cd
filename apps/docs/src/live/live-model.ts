import type { NDArray } from '@cfq/jit';
import { createEncoder, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import { referenceLogits, type Network } from '@cfq/network';

/** Logit margins of the favourable class for rows that are encoded already, by plain loops: the same bits in every engine. */
export function liveMargins(network: Network, x: NDArray): Float32Array {
  const { data } = referenceLogits(network, x);
  return Float32Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
}

/** The logit margin of one person in raw values; approved where it is positive. */
export function liveMargin(network: Network, featureSpace: FeatureSpace, values: ReadableRow): number {
  return liveMargins(network, createEncoder(featureSpace).encodeRows([values]))[0]!;
}
