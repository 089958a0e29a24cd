import type { NDArray } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';
import { checkRows } from '../actions/check-rows.ts';
import { indicatorOf, obtainableNumber, usualValue } from '../obtaining/obtained-value.ts';
import { featureWeights, linearShare, withEffort, type CostSpec } from './cost-spec.ts';
import { checkEfforts } from './effort-weights.ts';

/**
 * The cost of every action: `c(δ) = ‖Wδ‖` (CFQ §3) with the change of a category counted once; see {@link CostSpec}
 * for the three norms, and for what it costs to obtain a value.
 *
 * @param delta - Actions, `[n, d]`, encoded units. A one-hot group counts as changed when any of its columns is not 0.
 * @param actionSet - Says which columns form a feature. Columns of no feature cost nothing.
 * @param spec - Norm and weights.
 * @param efforts - By how much harder than usual a change of each feature is for each person, `[n, F]`, as
 *   `effortWeights` makes them. Default: 1.
 * @returns `[n]`, ≥ 0, summed in double precision. A row holding NaN costs NaN.
 * @throws RecourseError on shapes that disagree, a bad spec, or efforts that are not positive.
 */
export function cost(delta: NDArray, actionSet: ActionSet, spec: CostSpec, efforts?: NDArray): Float32Array {
  const rows = checkRows('cost', { delta }, actionSet);
  if (efforts !== undefined) checkEfforts('cost', efforts, actionSet, rows);
  const usual = featureWeights(actionSet, spec);
  const weightsOf = (row: number) =>
    efforts === undefined
      ? usual
      : featureWeights(actionSet, withEffort(spec, actionSet, efforts.data, row * usual.length));
  const share = linearShare[spec.norm];
  const out = new Float32Array(rows);
  const categorical = actionSet.features.map((feature) => feature.kind === 'categorical');
  const obtained = obtainedNumbers(actionSet);
  const indicators = new Set(obtained.map((one) => one?.indicator));
  const { data } = delta;
  for (let row = 0; row < rows; row += 1) {
    const weights = weightsOf(row);
    let sum = 0;
    let squares = 0;
    let obtaining = 0;
    for (let f = 0; f < actionSet.features.length; f += 1) {
      const feature = actionSet.features[f]!;
      const at = row * actionSet.width + feature.start;
      let size = 0;
      for (let c = at; c < at + feature.width; c += 1) {
        if (data[c] !== 0) size = Math.max(size, Math.abs(data[c]!));
      }
      const number = obtained[f];
      if (number !== undefined && data[row * actionSet.width + number.known] === 1) {
        obtaining += weights[f]!;
        size = Math.abs(Math.fround(number.reference + data[at]!) - number.usual);
      }
      if (size === 0 || indicators.has(feature)) continue;
      const unit = weights[f]! * (categorical[f] === true && size > 0 ? 1 : size);
      sum += unit;
      squares += unit * unit;
    }
    out[row] = share * sum + (1 - share) * Math.sqrt(squares) + obtaining;
  }
  return out;
}

/** Of each feature whose numbers or levels may be obtained, what their cost is measured by. */
function obtainedNumbers(actionSet: ActionSet) {
  return actionSet.features.map((feature) => {
    const obtainable = obtainableNumber(feature);
    return (
      obtainable && {
        known: obtainable.known,
        reference: obtainable.reference,
        usual: usualValue(feature),
        indicator: indicatorOf(actionSet, obtainable),
      }
    );
  });
}
