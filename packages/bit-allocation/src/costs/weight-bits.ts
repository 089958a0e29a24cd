import { defaultCandidates, type LayerSize } from '../allocation.ts';
import type { CostTable } from './cost-limit.ts';

/** Bits of the weights, `n_l b`: what a budget of average bits counts (CFQ §4.2). */
export function weightBits(
  layers: readonly LayerSize[],
  candidates: readonly number[] = defaultCandidates,
): CostTable {
  return {
    unit: 'bits',
    cost: layers.map(({ parameters }) => candidates.map((bits) => parameters * bits)),
  };
}
