import type { NDArray } from '@cfq/jit';

import type { ActionLimits } from '../actions/action-limits.ts';
import type { ActionFeature, ActionGrid, ActionSet } from '../actions/action-set.ts';
import { gridStep, gridWithin } from '../actions/grid.ts';
import { permittedPositions, permittedRows } from '../actions/permitted-rows.ts';
import type { Plausibility } from '../actions/plausibility/plausibility.ts';
import { consequencesOf, consequentFeatures, type Consequence } from '../actions/relations/consequences.ts';
import {
  resolveRelations,
  type ResolvedLinear,
  type ResolvedPair,
  type ResolvedSubset,
} from '../actions/relations/resolved-relation.ts';
import { featureWeights, linearShare, type CostSpec } from '../cost/cost-spec.ts';

/** Encoded units from which a step of a grid is coarse: moves a step apart are then worth telling apart. */
const coarseStep = 0.02;

/**
 * The changeable features of an action set, their costs, and what each person may reach, as flat arrays for numeric loops.
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
  /** The grid of each feature that has one. */
  readonly grid: readonly (ActionGrid | undefined)[];
  /** 1 for groups, ordinals and numbers on a coarse grid: their values are decisions of their own. */
  readonly discrete: Uint8Array;
  readonly start: Int32Array;
  readonly span: Int32Array;
  /**
   * The lowest and highest value that each person may reach in each column, `n · d`, computed once: bounds, direction, caps
   * and limits of the person are in them; both are the person's own value where nothing may change. In one-hot columns
   * `highest` is 1 where the person may move to the category or is there.
   */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
  /** Ordinal: permitted values in float32, ascending. Otherwise empty. */
  readonly values: readonly Float32Array[];
  /** Categorical: the categories somebody may move to; of one person ask {@link mayMoveTo}. Otherwise empty. */
  readonly targets: readonly Int32Array[];
  /** Cost per encoded unit, or per change of category. */
  readonly weight: Float64Array;
  readonly sparsity: number;
  /** Share of the L1 norm in the cost; the rest is L2. */
  readonly share: number;
  /** What features have to do with each other. */
  readonly relations: readonly LayoutRelation[];
  /** What moves by itself with some of the features; it is none of them. */
  readonly consequences: readonly Consequence[];
  /** Where actions may lead at all; absent where anywhere. */
  readonly plausibility?: Plausibility | undefined;
  /** Where people stand, `n · d`. */
  readonly x: NDArray['data'];
}

/** A relation of two features with their places among the changeable ones. */
export interface LayoutPair extends ResolvedPair {
  readonly boundIndex: number;
  readonly otherIndex: number;
}

/** A linear relation with the places of its features among the changeable ones. */
export interface LayoutLinear extends ResolvedLinear {
  readonly indices: readonly number[];
}

/** A limit of a subset with the places of its features among the changeable ones. */
export interface LayoutSubset extends ResolvedSubset {
  readonly indices: readonly number[];
}

/** A relation with the places of its features among the changeable ones; −1 for a feature that may not change. */
export type LayoutRelation = LayoutPair | LayoutLinear | LayoutSubset;

/** Compiles an action set and a cost for people. Immutable features are left out; a sparsity beyond `F` is cut to `F`. */
export function actionLayout(
  actionSet: ActionSet,
  spec: CostSpec,
  x: NDArray['data'],
  limits?: ActionLimits,
): ActionLayout {
  const weights = featureWeights(actionSet, spec);
  const consequent = consequentFeatures(actionSet);
  const kept = actionSet.features.flatMap((feature, i) =>
    feature.immutable || consequent.has(feature.name) ? [] : [{ feature, i }],
  );
  const features = kept.map(({ feature }) => feature);
  const indexOf = (feature: ActionFeature) => features.indexOf(feature);
  return {
    width: actionSet.width,
    count: features.length,
    features,
    categorical: Uint8Array.from(features, (feature) => (feature.kind === 'categorical' ? 1 : 0)),
    ordinal: Uint8Array.from(features, (feature) => (feature.kind === 'ordinal' ? 1 : 0)),
    grid: features.map((feature) => feature.grid),
    discrete: Uint8Array.from(features, ({ kind, grid }) =>
      kind !== 'numeric' || (grid !== undefined && gridStep(grid) >= coarseStep) ? 1 : 0,
    ),
    start: Int32Array.from(features, (feature) => feature.start),
    span: Int32Array.from(features, (feature) => feature.width),
    ...permittedRows(x, actionSet, limits),
    values: features.map(({ values = [], targets }) =>
      Float32Array.from(values.filter((_, position) => targets?.includes(position) !== false)),
    ),
    targets: features.map(({ kind, targets, width }) =>
      kind === 'categorical'
        ? Int32Array.from(targets ?? Array.from({ length: width }, (_, c) => c))
        : new Int32Array(0),
    ),
    weight: Float64Array.from(kept, ({ i }) => weights[i]!),
    sparsity: Math.min(actionSet.sparsity, features.length),
    share: linearShare[spec.norm],
    relations: resolveRelations(actionSet).map((relation) =>
      'bound' in relation
        ? { ...relation, boundIndex: indexOf(relation.bound), otherIndex: indexOf(relation.other) }
        : { ...relation, indices: relation.features.map(indexOf) },
    ),
    consequences: consequencesOf(actionSet),
    plausibility: actionSet.plausibility,
    x,
  };
}

/** Whether a person may move to a category of a categorical feature; where they are counts too. */
export function mayMoveTo(layout: ActionLayout, feature: number, row: number, category: number): boolean {
  return layout.highest[row * layout.width + layout.start[feature]! + category] === 1;
}

/** The values a person may move to in an ordinal feature, before direction and bounds; ascending. */
export function levelsOf(layout: ActionLayout, feature: number, row: number): Float32Array {
  const { moves, values = [] } = layout.features[feature]!;
  if (moves === undefined) return layout.values[feature]!;
  const positions = permittedPositions(layout.features[feature]!, layout.x, row * layout.width);
  return Float32Array.from(positions, (position) => values[position]!);
}

/** How far a numeric or ordinal feature may go for a person in the direction of `sign`: a length ≥ 0. */
export function headroomOf(layout: ActionLayout, feature: number, row: number, sign: number): number {
  const from = layout.x[row * layout.width + layout.start[feature]!]!;
  return Math.max(0, (farthestOf(layout, feature, row, sign) - from) * sign);
}

/** The value up to which a person may go in a numeric or ordinal feature in the direction of `sign`, on or off the grid. */
export function endOf(layout: ActionLayout, feature: number, row: number, sign: number): number {
  return (sign > 0 ? layout.highest : layout.lowest)[row * layout.width + layout.start[feature]!]!;
}

/** {@link endOf}, or the last value of the grid before it. */
export function farthestOf(layout: ActionLayout, feature: number, row: number, sign: number): number {
  const end = endOf(layout, feature, row, sign);
  const grid = layout.grid[feature];
  return grid === undefined ? end : gridWithin(grid, end, sign);
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
