import { categoryOf, type ActionLayout } from './action-layout.ts';
import type { LinearMoves } from './linear-move.ts';
import type { RowOf } from './steep-features.ts';

/** Receives one proposal: where to start, what to hold fixed, and the cost the linear model promises. */
export type Propose = (promised: number, move: Float64Array, fixed: Float64Array) => void;

/** Proposes other ways to the margin than the one at hand; `moves` must be aimed at the same person and slope. */
export type ProposeAlternatives = (
  x: RowOf<Float32Array>,
  slope: RowOf<Float32Array>,
  need: number,
  base: RowOf<Float64Array>,
  limit: number,
  propose: Propose,
) => void;

/**
 * Builds the neighbourhood of a move. The linear model at a move picks the structure (which features change, to which
 * categories) that it believes best; where it is wrong, a structure one decision away is usually right. Proposed are the
 * cheapest linear moves with one decision held:
 *
 * - each changed feature put back to `x`;
 * - each categorical feature moved to its steepest other category, each ordinal one to the levels beside its present one;
 * - each feature changed alone, and numeric features alone.
 *
 * Proposals with the structure of `base`, or of an earlier proposal, are left out.
 */
export function createAlternatives(layout: ActionLayout, moves: LinearMoves): ProposeAlternatives {
  const { count } = layout;
  const fixed = new Float64Array(count);
  const move = new Float64Array(count);
  const fixedRow = { data: fixed, at: 0 };
  const moveRow = { data: move, at: 0 };
  const seen: number[] = [];

  /** A number that tells structures apart: changed features, their categories and levels, signs of numeric changes. */
  function structure(row: RowOf<Float64Array>): number {
    let hash = 17;
    for (let f = 0; f < count; f += 1) {
      const value = row.data[row.at + f]!;
      const discrete = layout.categorical[f] === 1 || layout.ordinal[f] === 1;
      const code = discrete ? Math.round(value * 4096) : Math.sign(value);
      hash = (Math.imul(hash, 1_000_003) ^ (code + 7)) | 0;
    }
    return hash;
  }

  return (x, slope, need, base, limit, propose) => {
    seen.length = 0;
    seen.push(structure(base));

    const attempt = (): void => {
      const promised = moves.cheapest(need, fixedRow, limit, move);
      if (promised === Infinity) return;
      const key = structure(moveRow);
      if (seen.includes(key)) return;
      seen.push(key);
      propose(promised, move, fixed);
    };
    const hold = (feature: number, value: number): void => {
      fixed.fill(NaN);
      fixed[feature] = value;
      attempt();
    };

    for (let f = 0; f < count; f += 1) {
      const present = base.data[base.at + f]!;
      if (present !== 0) hold(f, 0);
      const start = layout.start[f]!;
      if (layout.categorical[f] === 1) {
        const own = categoryOf(layout, f, x.data, x.at);
        let steepest = -1;
        let most = -Infinity;
        for (const c of layout.targets[f]!) {
          const gain = slope.data[slope.at + start + c]!;
          if (c === own || c + 1 === present || gain <= most) continue;
          most = gain;
          steepest = c;
        }
        if (steepest >= 0) hold(f, steepest + 1);
      } else if (layout.ordinal[f] === 1) {
        const from = x.data[x.at + start]!;
        let above = Infinity;
        let below = -Infinity;
        for (const value of layout.values[f]!) {
          const step = value - from;
          if (step > 0 ? layout.mayIncrease[f] === 0 : layout.mayDecrease[f] === 0) continue;
          if (value < Math.min(from, layout.lower[f]!) || value > Math.max(from, layout.upper[f]!)) continue;
          if (step > present + 1e-6 && step < above) above = step;
          if (step < present - 1e-6 && step > below) below = step;
        }
        if (above !== Infinity && above !== 0) hold(f, above);
        if (below !== -Infinity && below !== 0) hold(f, below);
      }
    }
    fixed.fill(0);
    for (let f = 0; f < count; f += 1) {
      fixed[f] = NaN;
      attempt();
      fixed[f] = 0;
    }
    for (let f = 0; f < count; f += 1) {
      fixed[f] = layout.categorical[f] === 1 || layout.ordinal[f] === 1 ? 0 : NaN;
    }
    attempt();
  };
}
