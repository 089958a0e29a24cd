import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { randomStream } from '@cfq/jit';

import { actionLayout, moveCost } from '../action-layout.ts';
import type { ActionSet } from '../../actions/action-set.ts';
import { cost } from '../../cost/cost.ts';
import { costNorms, type CostNorm } from '../../cost/cost-spec.ts';
import { createLinearSubproblem } from './linear-subproblem.ts';
import { hasNoValue, listedPositions, listedValues } from '../../testing/listed-values.ts';
import { arbitraryActionCase } from '../../actions/testing/random-action-case.ts';

const gridSteps = 60;

/** Cheapest cost over all category and level choices and a grid of numeric values that reaches `need`. */
function bruteForce(
  x: Float32Array,
  slope: Float32Array,
  need: number,
  set: ActionSet,
  norm: CostNorm,
): number {
  const layout = actionLayout(set, { norm }, x);
  const options = layout.features.map((feature) => {
    const at = feature.start;
    if (hasNoValue(feature, x)) return [];
    if (feature.kind === 'categorical') {
      const present = Array.from(x.subarray(at, at + feature.width)).indexOf(1);
      const base = present < 0 ? 0 : slope[at + present]!;
      return listedPositions(feature, x)
        .filter((c) => c !== present)
        .map((c) => ({ move: c + 1, gain: slope[at + c]! - base }));
    }
    const values = listedValues(feature, x, gridSteps);
    return values
      .map((value) => ({ move: value - x[at]!, gain: slope[at]! * (value - x[at]!) }))
      .filter(({ move }) => move !== 0);
  });
  const move = new Float64Array(layout.count);
  let best = Infinity;
  const visit = (f: number, gain: number, changes: number): void => {
    if (f === layout.count) {
      if (gain >= need - 1e-9) best = Math.min(best, moveCost(layout, move, 0));
      return;
    }
    move[f] = 0;
    visit(f + 1, gain, changes);
    if (changes === layout.sparsity) return;
    for (const option of options[f]!) {
      move[f] = option.move;
      visit(f + 1, gain + option.gain, changes + 1);
    }
    move[f] = 0;
  };
  visit(0, 0, 0);
  return best;
}

describe.each(costNorms)('linear subproblem, norm %s', (norm) => {
  it('is enough, and no dearer than brute force on a grid', () => {
    const ratios: number[] = [];
    fc.assert(
      fc.property(
        arbitraryActionCase(1).filter(
          ({ actionSet }) =>
            actionSet.features.filter(({ kind, immutable }) => kind === 'numeric' && !immutable).length <= 2,
        ),
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.05, max: 4, noNaN: true }),
        ({ actionSet, x }, seed, need) => {
          const people = x.data as Float32Array;
          const slope = randomStream(seed).normal([actionSet.width]).data as Float32Array;
          const layout = actionLayout(actionSet, { norm }, people);
          const subproblem = createLinearSubproblem(layout, people);
          const move = new Float64Array(layout.count);
          subproblem.linearizeAt(0, slope, 0);
          const found = subproblem.minimizeCost(need, null, Infinity, move);
          const expected = bruteForce(people, slope, need, actionSet, norm);
          expect(found).toBeLessThanOrEqual(expected * (1 + 2e-5) + 1e-6);
          if (found === Infinity) return;
          if (found > 0) ratios.push(found / expected);
          expect(subproblem.contribution(move, 0)).toBeGreaterThanOrEqual(need - 1e-6);
          expect(moveCost(layout, move, 0)).toBeCloseTo(found, 8);
          expect(move.filter((value) => value !== 0).length).toBeLessThanOrEqual(actionSet.sparsity);
        },
      ),
      { numRuns: 120 },
    );
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThan(1.01);
  });

  it('bounds from below what a move costs with one change given, and with no other', () => {
    const shares: number[] = [];
    fc.assert(
      fc.property(arbitraryActionCase(1), fc.integer({ min: 0, max: 1e6 }), ({ actionSet, x }, seed) => {
        const people = x.data as Float32Array;
        const slope = randomStream(seed).normal([actionSet.width]).data as Float32Array;
        const layout = actionLayout(actionSet, { norm }, people);
        const subproblem = createLinearSubproblem(layout, people);
        const move = new Float64Array(layout.count);
        for (const need of [0.3, 1.2]) {
          subproblem.linearizeAt(0, slope, 0);
          if (!subproblem.maximizeMargin(null, move)) return;
          for (const [f, value] of [...move.entries()].filter(([, change]) => change !== 0)) {
            const fixed = new Float64Array(layout.count).fill(NaN);
            fixed[f] = value;
            const out = new Float64Array(layout.count);
            const cost = subproblem.minimizeCost(need, { data: fixed, at: 0 }, Infinity, out);
            const bound = subproblem.boundWith(f, value, need);
            expect(bound).toBeLessThanOrEqual(cost);
            if (cost < Infinity) shares.push(bound / cost);
            fixed.fill(0);
            fixed[f] = NaN;
            const alone = subproblem.minimizeCost(need, { data: fixed, at: 0 }, Infinity, out);
            expect(subproblem.boundAlone(f, need)).toBeLessThanOrEqual(alone);
          }
        }
      }),
      { numRuns: 80 },
    );
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.8);
  });

  it('holds what is fixed and respects the limit', () => {
    fc.assert(
      fc.property(arbitraryActionCase(1), fc.integer({ min: 0, max: 1e6 }), ({ actionSet, x }, seed) => {
        const slope = randomStream(seed).normal([actionSet.width]).data as Float32Array;
        const layout = actionLayout(actionSet, { norm }, x.data);
        if (layout.count === 0) return;
        const subproblem = createLinearSubproblem(layout, x.data as Float32Array);
        const move = new Float64Array(layout.count);
        subproblem.linearizeAt(0, slope, 0);
        const free = subproblem.minimizeCost(0.5, null, Infinity, move);
        const fixed = new Float64Array(layout.count).fill(NaN);
        fixed[0] = 0;
        const held = subproblem.minimizeCost(0.5, { data: fixed, at: 0 }, Infinity, move);
        expect(held).toBeGreaterThanOrEqual(free - 1e-9);
        if (held < Infinity) expect(move[0]).toBe(0);
        expect(subproblem.minimizeCost(0.5, null, free, move)).toBe(Infinity);
      }),
      { numRuns: 80 },
    );
  });
});

describe('moveCost', () => {
  it('agrees with the cost of the action', () => {
    const set: ActionSet = {
      width: 4,
      sparsity: 2,
      features: [
        {
          name: 'a',
          kind: 'numeric',
          start: 0,
          width: 1,
          lower: -2,
          upper: 2,
          immutable: false,
          direction: 'any',
        },
        {
          name: 'b',
          kind: 'categorical',
          start: 1,
          width: 3,
          lower: 0,
          upper: 1,
          immutable: false,
          direction: 'any',
        },
      ],
    };
    const delta = { data: Float32Array.of(-0.75, -1, 0, 1), shape: [1, 4] };
    for (const norm of costNorms) {
      const spec = { norm, weights: { b: 2 } };
      expect(
        moveCost(actionLayout(set, spec, new Float32Array(4)), Float64Array.of(-0.75, 3), 0),
      ).toBeCloseTo(cost(delta, set, spec)[0]!, 6);
    }
  });
});
