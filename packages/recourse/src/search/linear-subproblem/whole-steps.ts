import { gridBeyond, gridSteps } from '../../actions/grid.ts';
import type { ActionLayout } from '../action-layout.ts';
import type { FeatureEfficiency } from '../feature-efficiency.ts';

/** Changes of numbers on a grid, as lengths in the direction of the slope. */
export interface WholeSteps {
  /** The least change that spends at least `units` of cost, but no more than there is headroom. */
  atLeast(feature: number, units: number): number;
  /** The next shorter change; ≤ 0 where there is none. */
  before(feature: number, change: number): number;
}

/** The changes that end on a grid, for the person and slope an efficiency is of. */
export function createWholeSteps({ grid, weight }: ActionLayout, efficiency: FeatureEfficiency): WholeSteps {
  const { sign, headroom } = efficiency;
  const value = (feature: number) => efficiency.value(feature);
  return {
    atLeast(f, units) {
      const farthest = headroom[f]! / weight[f]!;
      if (units >= headroom[f]!) return farthest;
      const from = value(f);
      const reached = gridBeyond(grid[f]!, from + (sign[f]! * units) / weight[f]!, sign[f]!);
      return Math.min(farthest, (reached - from) * sign[f]!);
    },
    before(f, change) {
      const from = value(f);
      return (gridSteps(grid[f]!, from + sign[f]! * change, -sign[f]!) - from) * sign[f]!;
    },
  };
}
