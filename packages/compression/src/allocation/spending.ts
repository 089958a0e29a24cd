import type { CostTable } from '@cfq/bit-allocation';
import type { Network } from '@cfq/network';
import { costKinds, costTables, type CostProblem } from '@cfq/training';
import { layerLatencies } from './layer-latencies.ts';

/** What an allocation may spend. */
export const spendings = [...costKinds, 'latency'] as const;

/** A kind of cost: bits of weights, bytes of their codes in the packed file, bit operations a row, or measured time a row. */
export type Spending = (typeof spendings)[number];

/** What a table of costs is made for. */
export interface SpendingProblem extends CostProblem {
  /** The network that the teacher was made of. */
  readonly network: Network;
}

/** Makes the table of costs of each kind. */
export const spendingTables: {
  readonly [Kind in Spending]: (problem: SpendingProblem) => Promise<CostTable>;
} = { ...costTables, latency: layerLatencies };
