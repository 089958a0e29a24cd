import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drawsOf } from '../../../certificates/testing/network-pairs.ts';
import { actionSet, type ActionFeature } from '../../../actions/action-set.ts';
import { actionLayout } from '../../action-layout.ts';
import { createLinearSubproblem } from '../linear-subproblem.ts';

const levels = [-2, -1, -0.5, 0.5, 1.5, 2];

/** Features in turn: numbers with and without a grid of this step, an ordinal one, a group of three. */
function featuresOf(count: number, stepOf: (i: number) => number | undefined): ActionFeature[] {
  let start = 0;
  return Array.from({ length: count }, (_, i) => {
    const name = `f${i}`;
    const shared = { name, start, lower: -2, upper: 2, immutable: false, direction: 'any' as const };
    start += i % 5 === 4 ? 3 : 1;
    if (i % 5 === 4) return { ...shared, kind: 'categorical' as const, width: 3, lower: 0, upper: 1 };
    if (i % 5 === 3) return { ...shared, kind: 'ordinal' as const, width: 1, values: levels };
    const step = stepOf(i);
    const grid = step === undefined ? {} : { grid: { step, scale: 1, offset: 0 } };
    return { ...shared, kind: 'numeric' as const, width: 1, ...grid };
  });
}

/** A person who stands off the grids, with a slope and weights drawn. */
function caseOf(features: readonly ActionFeature[], seed: number) {
  const draw = drawsOf(seed);
  const width = features.reduce((sum, one) => sum + one.width, 0);
  const x = new Float32Array(width);
  for (const { kind, start } of features)
    x[start] = kind === 'categorical' ? 1 : kind === 'ordinal' ? 0 : draw() - 0.5;
  const slope = Float32Array.from(x, () => draw() * 2 - 1);
  const weights = Object.fromEntries(features.map(({ name }) => [name, 0.3 + 2 * draw()]));
  return { x, slope, weights, need: 0.1 + draw() * 2.5, sparsity: 1 + Math.floor(draw() * 4) };
}

type Case = ReturnType<typeof caseOf>;

/** The least cost of all choices there are: `[cost, margin]` of each value of each feature. */
function enumerated(
  features: readonly ActionFeature[],
  share: number,
  { x, slope, weights, need, sparsity }: Case,
): number {
  const choices = features.map(({ name, kind, start, grid }) => {
    const [weight, own] = [weights[name]!, x[start]!];
    if (kind === 'categorical')
      return [1, 2].map((c) => [weight, slope[start + c]! - slope[start]!] as const);
    const count = grid === undefined ? 0 : Math.ceil(2 / grid.step);
    const values =
      kind === 'ordinal'
        ? levels
        : Array.from({ length: 2 * count + 1 }, (_, k) => Math.fround((k - count) * grid!.step));
    return values
      .filter((value) => Math.abs(value) <= 2)
      .map((value) => [weight * Math.abs(value - own), slope[start]! * (value - own)] as const);
  });
  let best = Infinity;
  const visit = (f: number, left: number, margin: number, sum: number, squares: number): void => {
    if (margin >= need - 1e-9) best = Math.min(best, share * sum + (1 - share) * Math.sqrt(squares));
    if (f === features.length) return;
    visit(f + 1, left, margin, sum, squares);
    if (left === 0) return;
    for (const [unit, gain] of choices[f]!)
      visit(f + 1, left - 1, margin + gain, sum + unit, squares + unit * unit);
  };
  visit(0, sparsity, 0, 0, 0);
  return best;
}

function solve(features: readonly ActionFeature[], norm: 'l2' | 'mixed', given: Case): number {
  const { x, slope, weights, need, sparsity } = given;
  const width = x.length;
  const layout = actionLayout(actionSet({ width, features, sparsity }), { norm, weights }, x);
  const subproblem = createLinearSubproblem(layout, x);
  subproblem.linearizeAt(0, slope, 0);
  return subproblem.minimizeCost(need, null, Infinity, new Float64Array(layout.count));
}

describe.each([
  ['l2', 0],
  ['mixed', 0.5],
] as const)('createChooseWithSquares, %s', (norm, share) => {
  it('finds the cheapest of all there are on coarse grids', () => {
    const found: number[] = [];
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.2, max: 1.1, noNaN: true }), (seed, step) => {
        const features = featuresOf(5, (i) => step * (1 + i / 3));
        const given = caseOf(features, seed);
        const cost = solve(features, norm, given);
        const expected = enumerated(features, share, given);
        if (expected === Infinity) expect(cost).toBe(Infinity);
        else expect(Math.abs(cost - expected)).toBeLessThan(2e-5 * expected);
        found.push(cost);
      }),
      { numRuns: 60 },
    );
    expect(found.filter(Number.isFinite).length).toBeGreaterThan(30);
  });

  it('is no further above what continuous numbers would cost than fine grids are', () => {
    const step = 0.004;
    for (let seed = 1; seed <= 6; seed += 1) {
      const given = caseOf(
        featuresOf(40, () => step),
        seed,
      );
      const [fine, free] = [step, undefined].map((one) =>
        solve(
          featuresOf(40, () => one),
          norm,
          given,
        ),
      );
      expect(fine).toBeGreaterThan(free! * (1 - 2e-5));
      expect(fine).toBeLessThan(free! * 1.005);
    }
  });

  it('says of whom something cheaper may be left: where features are alike and one step more overshoots', () => {
    const count = 20;
    const grid = { step: 0.7, scale: 1, offset: 0 };
    const features = Array.from({ length: count }, (_, i) => ({
      ...{ name: `f${i}`, start: i, width: 1, kind: 'numeric' as const, grid },
      ...{ lower: -2, upper: 2, immutable: false, direction: 'any' as const },
    }));
    const cutOf = (alike: boolean): number => {
      const draw = drawsOf(3);
      const x = new Float32Array(count);
      const slope = Float32Array.from(x, () => (alike ? 1 + draw() / 1000 : 2 ** -Math.floor(8 * draw())));
      const layout = actionLayout(actionSet({ width: count, features, sparsity: 5 }), { norm }, x);
      const subproblem = createLinearSubproblem(layout, x);
      subproblem.linearizeAt(0, slope, 0);
      const cost = subproblem.minimizeCost(2.5, null, Infinity, new Float64Array(count));
      expect(cost).toBeLessThan(Infinity);
      return subproblem.cutShort[0]!;
    };
    expect([cutOf(true), cutOf(false)]).toEqual([1, 0]);
  });
});
