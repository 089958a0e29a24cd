import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import { featureWeights, linearShare, type CostSpec } from '../cost/cost-spec.ts';
import { fractionToBound } from '../actions/permitted-range.ts';

/**
 * The changeable features of an action set and their costs as flat arrays, for numeric loops.
 *
 * A *move* is one number per changeable feature: 0 where unchanged; the encoded change of a numeric or ordinal feature;
 * `c + 1` for a categorical feature that goes to category `c`.
 */
export interface ActionLayout {
  /** Encoded columns `d`. */
  readonly width: number;
  /** Changeable features `F`. */
  readonly count: number;
  readonly features: readonly ActionFeature[];
  readonly categorical: Uint8Array;
  readonly ordinal: Uint8Array;
  readonly start: Int32Array;
  readonly span: Int32Array;
  /** Bounds in float32 values, before they are widened to a person's own value. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Share of the way to a bound that a person may go. */
  readonly maxFractionToBound: Float64Array;
  readonly mayIncrease: Uint8Array;
  readonly mayDecrease: Uint8Array;
  /** Ordinal: permitted values in float32, ascending. Otherwise empty. */
  readonly values: readonly Float32Array[];
  /** Categorical: the categories one may move to. Otherwise empty. */
  readonly targets: readonly Int32Array[];
  /** Cost per encoded unit, or per change of category. */
  readonly weight: Float64Array;
  readonly sparsity: number;
  /** Share of the L1 norm in the cost; the rest is L2. */
  readonly share: number;
}

/** Compiles an action set and a cost. Immutable features are left out; a sparsity beyond `F` is cut to `F`. */
export function actionLayout(actionSet: ActionSet, spec: CostSpec): ActionLayout {
  const weights = featureWeights(actionSet, spec);
  const kept = actionSet.features.flatMap((feature, i) => (feature.immutable ? [] : [{ feature, i }]));
  const features = kept.map(({ feature }) => feature);
  return {
    width: actionSet.width,
    count: features.length,
    features,
    categorical: Uint8Array.from(features, (feature) => (feature.kind === 'categorical' ? 1 : 0)),
    ordinal: Uint8Array.from(features, (feature) => (feature.kind === 'ordinal' ? 1 : 0)),
    start: Int32Array.from(features, (feature) => feature.start),
    span: Int32Array.from(features, (feature) => feature.width),
    lower: Float64Array.from(features, (feature) => Math.fround(feature.lower)),
    upper: Float64Array.from(features, (feature) => Math.fround(feature.upper)),
    maxFractionToBound: Float64Array.from(features, (feature) => feature.maxFractionToBound ?? 1),
    mayIncrease: Uint8Array.from(features, (feature) => (feature.direction === 'decrease' ? 0 : 1)),
    mayDecrease: Uint8Array.from(features, (feature) => (feature.direction === 'increase' ? 0 : 1)),
    values: features.map((feature) => Float32Array.from(feature.values ?? [])),
    targets: features.map((feature) =>
      feature.kind === 'categorical'
        ? Int32Array.from(feature.targets ?? Array.from({ length: feature.width }, (_, c) => c))
        : new Int32Array(0),
    ),
    weight: Float64Array.from(kept, ({ i }) => weights[i]!),
    sparsity: Math.min(actionSet.sparsity, features.length),
    share: linearShare[spec.norm],
  };
}

/** How far a numeric or ordinal feature may go from `x` in the direction of `sign`: a length ≥ 0. */
export function headroomOf(layout: ActionLayout, feature: number, x: number, sign: number): number {
  if ((sign > 0 ? layout.mayIncrease : layout.mayDecrease)[feature] === 0) return 0;
  return Math.abs(endOf(layout, feature, x, sign) - x);
}

/** The value up to which a numeric or ordinal feature may go from `x` in the direction of `sign`, were it free to. */
export function endOf(layout: ActionLayout, feature: number, x: number, sign: number): number {
  const bound = (sign > 0 ? layout.upper : layout.lower)[feature]!;
  return fractionToBound(x, bound, layout.maxFractionToBound[feature]!, sign);
}

/** The cost of one move; see {@link ActionLayout} and `CostSpec`. */
export function moveCost(layout: ActionLayout, move: Float64Array, at: number): number {
  let sum = 0;
  let squares = 0;
  for (let f = 0; f < layout.count; f += 1) {
    const value = move[at + f]!;
    if (value === 0) continue;
    const unit = layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(value));
    sum += unit;
    squares += unit * unit;
  }
  return layout.share * sum + (1 - layout.share) * Math.sqrt(squares);
}
