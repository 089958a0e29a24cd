import type { NDArray } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';
import { checkRows } from '../actions/check-rows.ts';
import { featureWeights, linearShare, type CostSpec } from './cost-spec.ts';

/**
 * The cost of every action: `c(δ) = ‖Wδ‖` (CFQ §3) with the change of a category counted once; see {@link CostSpec}
 * for the three norms.
 *
 * @param delta - Actions, `[n, d]`, encoded units. A one-hot group counts as changed when any of its columns is not 0.
 * @param actionSet - Says which columns form a feature. Columns of no feature cost nothing.
 * @param spec - Norm and weights.
 * @returns `[n]`, ≥ 0, summed in double precision. A row holding NaN costs NaN.
 * @throws RecourseError on shapes that disagree or a bad spec.
 */
export function cost(delta: NDArray, actionSet: ActionSet, spec: CostSpec): Float32Array {
  const rows = checkRows('cost', { delta }, actionSet);
  const weights = featureWeights(actionSet, spec);
  const share = linearShare[spec.norm];
  const out = new Float32Array(rows);
  const categorical = actionSet.features.map((feature) => feature.kind === 'categorical');
  const { data } = delta;
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    let squares = 0;
    for (let f = 0; f < actionSet.features.length; f += 1) {
      const feature = actionSet.features[f]!;
      const at = row * actionSet.width + feature.start;
      let size = 0;
      for (let c = at; c < at + feature.width; c += 1) {
        if (data[c] !== 0) size = Math.max(size, Math.abs(data[c]!));
      }
      if (size === 0) continue;
      const unit = weights[f]! * (categorical[f] === true && size > 0 ? 1 : size);
      sum += unit;
      squares += unit * unit;
    }
    out[row] = share * sum + (1 - share) * Math.sqrt(squares);
  }
  return out;
}
