import { gridSteps } from '../actions/grid.ts';
import { endOf, levelsOf, mayMoveTo, type ActionLayout } from './action-layout.ts';
import type { LinearSubproblem } from './linear-subproblem/linear-subproblem.ts';

/** What a feature may miss of a need and still be tried alone: rounding decides. */
const tiny = 1e-6;

/**
 * Receives one proposal: the cost the linear model promises, where to start, and what to hold fixed.
 *
 * @returns The cost from which on further proposals are not wanted.
 */
type Propose = (promised: number, move: Float64Array, fixed: Float64Array) => number;

/** What a neighbourhood is built around; `subproblem` must be linearized at the same person and slope. */
export interface NeighbourhoodQuery {
  row: number;
  slope: Float32Array;
  slopeAt: number;
  /** Margin wanted beyond that of `x` under the slope. */
  need: number;
  base: Float64Array;
  baseAt: number;
  /** Promises at or above this cost are left out; lowered as proposals are taken. */
  limit: number;
}

/** Proposes other ways to the margin than the one at hand. */
export type ProposeNeighbours = (query: NeighbourhoodQuery, propose: Propose) => void;

/**
 * Builds the neighbourhood of a move. The linear model at a move picks the structure (which features change, to which
 * categories) that it believes best; where it is wrong, a structure one decision away is usually right. Proposed are the
 * cheapest linear moves with one decision held:
 *
 * - each changed feature put back to `x`;
 * - each categorical feature moved to its steepest other category, each ordinal one to the levels beside its present one,
 *   each changed number on a coarse grid to the values beside it;
 * - each feature changed alone, and numeric features alone.
 *
 * Proposals with the structure of the base, or of an earlier proposal, are left out.
 */
export function createNeighbourhood(
  layout: ActionLayout,
  subproblem: LinearSubproblem,
  x: Float32Array,
): ProposeNeighbours {
  const { count, width } = layout;
  const fixed = new Float64Array(count);
  const move = new Float64Array(count);
  const fixedRow = { data: fixed, at: 0 };
  const seen: number[] = [];

  /** A number that tells structures apart: changed features, their categories and levels, signs of numeric changes. */
  function structure(from: Float64Array, at: number): number {
    let hash = 17;
    for (let f = 0; f < count; f += 1) {
      const value = from[at + f]!;
      const code = layout.discrete[f] === 1 ? Math.round(value * 4096) : Math.sign(value);
      hash = (Math.imul(hash, 1_000_003) ^ (code + 7)) | 0;
    }
    return hash;
  }

  function attempt(query: NeighbourhoodQuery, propose: Propose): void {
    const promised = subproblem.minimizeCost(query.need, fixedRow, query.limit, move);
    if (promised === Infinity) return;
    const key = structure(move, 0);
    if (seen.includes(key)) return;
    seen.push(key);
    query.limit = Math.min(query.limit, propose(promised, move, fixed));
  }

  function hold(feature: number, value: number, query: NeighbourhoodQuery, propose: Propose): void {
    if (value !== 0 && subproblem.boundWith(feature, value, query.need) >= query.limit) return;
    fixed.fill(NaN);
    fixed[feature] = value;
    attempt(query, propose);
  }

  function holdOtherCategory(f: number, query: NeighbourhoodQuery, propose: Propose): void {
    const present = subproblem.presentCategory(f);
    const proposed = query.base[query.baseAt + f]! - 1;
    const targets = layout.targets[f]!;
    let steepest = -1;
    let most = -Infinity;
    for (let t = 0; t < targets.length; t += 1) {
      const c = targets[t]!;
      const gain = query.slope[query.slopeAt + layout.start[f]! + c]!;
      if (c === present || c === proposed || !(gain > most) || !mayMoveTo(layout, f, query.row, c)) continue;
      most = gain;
      steepest = c;
    }
    if (steepest >= 0) hold(f, steepest + 1, query, propose);
  }

  function holdOtherLevels(f: number, query: NeighbourhoodQuery, propose: Propose): void {
    const from = x[query.row * width + layout.start[f]!]!;
    const present = query.base[query.baseAt + f]!;
    const values = levelsOf(layout, f, query.row);
    let above = Infinity;
    let below = -Infinity;
    for (let v = 0; v < values.length; v += 1) {
      const value = values[v]!;
      const step = value - from;
      if (value < endOf(layout, f, query.row, -1) || value > endOf(layout, f, query.row, 1)) continue;
      if (step > present + 1e-6 && step < above) above = step;
      if (step < present - 1e-6 && step > below) below = step;
    }
    if (above !== Infinity && above !== 0) hold(f, above, query, propose);
    if (below !== -Infinity && below !== 0) hold(f, below, query, propose);
  }

  /** One step of a coarse grid either way, where the number changes. */
  function holdOtherSteps(f: number, query: NeighbourhoodQuery, propose: Propose): void {
    const from = x[query.row * width + layout.start[f]!]!;
    const present = query.base[query.baseAt + f]!;
    if (present === 0) return;
    for (const step of [-1, 1]) {
      const value = gridSteps(layout.grid[f]!, from + present, step);
      if (value < endOf(layout, f, query.row, -1) || value > endOf(layout, f, query.row, 1)) continue;
      if ((value - from) * present > 0) hold(f, value - from, query, propose);
    }
  }

  return (query, propose) => {
    seen.length = 0;
    seen.push(structure(query.base, query.baseAt));
    for (let f = 0; f < count; f += 1) {
      if (query.base[query.baseAt + f] !== 0) hold(f, 0, query, propose);
      if (layout.categorical[f] === 1) holdOtherCategory(f, query, propose);
      else if (layout.ordinal[f] === 1) holdOtherLevels(f, query, propose);
      else if (layout.discrete[f] === 1) holdOtherSteps(f, query, propose);
    }
    fixed.fill(0);
    for (let f = 0; f < count; f += 1) {
      if (subproblem.mostAlone(f) < query.need - tiny * (1 + Math.abs(query.need))) continue;
      if (subproblem.boundAlone(f, query.need) >= query.limit) continue;
      fixed[f] = NaN;
      attempt(query, propose);
      fixed[f] = 0;
    }
    for (let f = 0; f < count; f += 1) {
      fixed[f] = layout.categorical[f] === 1 || layout.ordinal[f] === 1 ? 0 : NaN;
    }
    attempt(query, propose);
  };
}
