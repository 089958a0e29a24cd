import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ndarray, randomStream } from '@cfq/jit';

import { actionSet, type ActionSet } from './action-set.ts';
import { assertFeasible } from './assert-feasible.ts';
import { constrainActionSet, constraintVariants, type ConstraintVariant } from './constrain-action-set.ts';
import { linear } from '../solvers/linear.ts';
import { permittedRange } from './permitted-range.ts';
import { projectReference } from './project-reference.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { arbitraryActionCase } from './testing/random-action-case.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { smallActionSet } from '../testing/small-people.ts';
import { problem, rowOf } from '../solvers/testing/small-problem.ts';

const rows = 8;

/** The actions that lead to the projections of random candidates: random members of `A(x)`, often on its edges. */
function membersOf(set: ActionSet, x: { data: ArrayLike<number>; shape: readonly number[] }, seed: number) {
  const people = ndarray(Float32Array.from(x.data), x.shape);
  const noise = randomStream(seed, 'members').normal(x.shape).data;
  const wanted = people.data.map((value, i) => value + 2 * noise[i]!);
  const reached = projectReference(people, ndarray(wanted, x.shape), set);
  return {
    people,
    delta: ndarray(
      Float32Array.from(reached.data, (v, i) => v - people.data[i]!),
      x.shape,
    ),
  };
}

describe('constrainActionSet', () => {
  it('nests: what is feasible under a stricter variant is feasible under every looser one', () => {
    let moved = 0;
    fc.assert(
      fc.property(arbitraryActionCase(rows), fc.integer({ min: 0, max: 1e6 }), (given, seed) => {
        constraintVariants.forEach((variant, level) => {
          const { people, delta } = membersOf(constrainActionSet(given.actionSet, variant), given.x, seed);
          moved += Array.from(delta.data).filter((value) => value !== 0).length;
          for (const looser of constraintVariants.slice(level)) {
            assertFeasible(people, delta, constrainActionSet(given.actionSet, looser));
          }
        });
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(1000);
  });

  it('is strict: each variant permits an action that the stricter one does not', () => {
    const set = smallActionSet(3);
    const x = ndarray(Float32Array.of(0, 0, 0, -1, 1, 0, 0, 0, 0, 1, 0, 0), [1, 12]);
    const action = (change: Record<number, number>) =>
      ndarray(
        Float32Array.from({ length: 12 }, (_, c) => change[c] ?? 0),
        [1, 12],
      );
    const permits = (variant: ConstraintVariant, change: Record<number, number>) => {
      try {
        assertFeasible(x, action(change), constrainActionSet(set, variant));
        return true;
      } catch {
        return false;
      }
    };
    const verdicts = (change: Record<number, number>) => constraintVariants.map((v) => permits(v, change));
    expect(verdicts({ 0: 1, 1: 1.5 })).toEqual([true, true, true]);
    expect(verdicts({ 0: 1.01 })).toEqual([false, true, true]);
    expect(verdicts({ 3: 1.5 })).toEqual([true, true, true]);
    expect(verdicts({ 3: 3 })).toEqual([false, true, true]);
    expect(verdicts({ 0: 1, 1: 1.5, 3: 1 })).toEqual([false, true, true]);
    expect(verdicts({ 0: 1, 1: 1.5, 3: 1, 4: -1, 5: 1 })).toEqual([false, false, true]);
    expect(verdicts({ 2: 0.5 })).toEqual([false, false, false]);
    expect(verdicts({ 1: -0.5 })).toEqual([false, false, false]);
  });

  it('keeps immutables, directions and lists, and is idempotent but for restrictive', () => {
    fc.assert(
      fc.property(arbitraryActionCase(1), ({ actionSet: set }) => {
        const before = structuredClone(set);
        for (const variant of constraintVariants) {
          const made = constrainActionSet(set, variant);
          const kept = (from: ActionSet) =>
            from.features.map((feature) => ({ ...feature, maxFractionToBound: 1 }));
          expect(kept(made)).toEqual(kept(set));
          if (variant !== 'restrictive') expect(constrainActionSet(made, variant)).toEqual(made);
        }
        expect(constrainActionSet(set, 'moderate')).toBe(set);
        expect(set).toEqual(before);
      }),
    );
    const twice = constrainActionSet(constrainActionSet(smallActionSet(3), 'restrictive'), 'restrictive');
    expect(twice.sparsity).toBe(1);
    expect(twice.features[0]!.maxFractionToBound).toBeCloseTo(0.25, 5);
  });

  it('never goes below one change, nor above none where none is permitted', () => {
    const sparsities = [0, 1, 2, 5].map((k) => constrainActionSet(smallActionSet(k), 'restrictive').sparsity);
    expect(sparsities).toEqual([0, 1, 1, 4]);
    expect(constrainActionSet(smallActionSet(0), 'permissive').sparsity).toBe(5);
    expect(constrainActionSet(smallActionSet(9), 'permissive').sparsity).toBe(9);
  });

  it('halves the way of a person, whatever the bounds', () => {
    const [income] = smallActionSet().features;
    const { features } = constrainActionSet(smallActionSet(), 'restrictive');
    const [low, high] = permittedRange(features[0]!, 1.5);
    expect(low).toBeCloseTo(1.5 - 3.5 / 2, 5);
    expect(high).toBeCloseTo(1.5 + 0.5 / 2, 5);
    expect(permittedRange(features[0]!, 5)[1]).toBe(5);
    const endless = actionSet({ width: 1, sparsity: 1, features: [{ ...income!, upper: Infinity }] });
    expect(permittedRange(constrainActionSet(endless, 'restrictive').features[0]!, 0)[1]).toBe(Infinity);
  });

  it('refuses a variant it does not know', () => {
    const name = 'strict' as ConstraintVariant;
    expect(() => constrainActionSet(smallActionSet(), name)).toThrow(
      /expected restrictive, moderate, permissive, got strict/,
    );
  });
});

describe('tightening constraints', () => {
  it('never makes the optimum of a linear model cheaper (exact solver)', async () => {
    const dearer = { changed: 0, compared: 0 };
    for (let seed = 0; seed < 8; seed += 1) {
      const parameters = denseParameters([12, 2], 60 + seed, 0.4);
      const costs: Float32Array[] = [];
      for (const variant of constraintVariants) {
        const actions = constrainActionSet(smallActionSet(2), variant);
        const given = problem(parameters, { actionSet: actions, margins: [0.2] });
        const { cost, valid } = (await linear.solve(given)).byMargin[0]!;
        costs.push(cost.map((value, row) => (valid[row] === 1 ? value : Infinity)));
      }
      for (const [tight, loose] of [
        [costs[0]!, costs[1]!],
        [costs[1]!, costs[2]!],
      ] as const) {
        loose.forEach((value, row) => {
          expect(tight[row]).toBeGreaterThanOrEqual(value - 1e-5);
          dearer.compared += 1;
          if (tight[row]! > value + 1e-5) dearer.changed += 1;
        });
      }
    }
    expect(dearer.compared).toBeGreaterThan(100);
    expect(dearer.changed).toBeGreaterThan(10);
  });

  it('never makes the optimum of a network cheaper (all actions on lists tried)', () => {
    const listed = smallActionSet(2);
    const features = listed.features.map((feature) =>
      feature.kind === 'numeric'
        ? { ...feature, kind: 'ordinal' as const, values: [-2, -1.2, -0.5, 0.1, 0.6, 1.3, 2, 3] }
        : feature,
    );
    const set = actionSet({ ...listed, features });
    let strictlyDearer = 0;
    for (let seed = 0; seed < 4; seed += 1) {
      const parameters = denseParameters([12, 10, 2], 80 + seed, 1.2);
      const { x } = problem(parameters);
      for (let row = 0; row < Math.min(12, x.shape[0]!); row += 1) {
        const [tight, usual, loose] = constraintVariants.map((variant) =>
          bruteForceCost(
            (point) => denseMargin(parameters, point),
            rowOf(x, row),
            constrainActionSet(set, variant),
            0.2,
            1,
          ),
        );
        expect(tight).toBeGreaterThanOrEqual(usual!);
        expect(usual).toBeGreaterThanOrEqual(loose!);
        if (tight! > usual!) strictlyDearer += 1;
      }
    }
    expect(strictlyDearer).toBeGreaterThan(0);
  });
});
