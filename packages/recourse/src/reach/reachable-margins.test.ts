import { addScaled, ndarray, takeRows, type NDArray } from '@cfq/jit';
import { denseNetwork, referenceLogits, type Network } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { actionSet as actionSetOf, type ActionSet } from '../actions/action-set.ts';
import { projectReference } from '../actions/project-reference.ts';
import {
  drawsOf,
  logitsAt,
  marginOf,
  networkPair,
  type Draw,
} from '../certificates/testing/network-pairs.ts';
import { actionLayout } from '../search/action-layout.ts';
import { slp } from '../solvers/slp.ts';
import { pgd } from '../solvers/pgd.ts';
import { denseLogits, denseParameters } from '../testing/dense-network.ts';
import { smallActionSet, smallConstraints, smallLimits, smallPeople } from '../testing/small-people.ts';
import { reachableMargins } from './reachable-margins.ts';

const rows = 4;

/** A set whose features of the kind say no bounds: ordinals end at their levels, numbers nowhere. */
const withoutBounds =
  (kind: 'numeric' | 'ordinal') =>
  (sparsity: number): ActionSet =>
    actionSetOf({
      sparsity,
      features: smallActionSet().features.map((feature) =>
        feature.kind === kind ? { ...feature, lower: -Infinity, upper: Infinity } : feature,
      ),
    });

const anyCase = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 3 }),
  activationBits: fc.constantFrom(null, 2, 4, 8),
  seed: fc.nat(),
  sparsity: fc.integer({ min: 0, max: 5 }),
  set: fc.constantFrom(smallActionSet, smallConstraints, withoutBounds('ordinal'), withoutBounds('numeric')),
  limited: fc.boolean(),
});

/** Points that people can reach: projections of wild candidates, at corners more often than not. */
function* reached(x: NDArray, actionSet: ActionSet, draw: Draw): Generator<NDArray> {
  for (let trial = 0; trial < 30; trial += 1) {
    const spread = trial % 2 === 0 ? 20 : 2;
    const candidate = x.data.map((value) => value + spread * (draw() - 0.5));
    yield projectReference(x, ndarray(candidate, x.shape), actionSet);
  }
}

function marginsOf(network: Network, x: NDArray, target: number): number[] {
  return Array.from({ length: x.shape[0]! }, (_, row) => {
    return marginOf(logitsAt(network, takeRows(x, [row]).data, Math.fround), target);
  });
}

describe('reachableMargins', () => {
  it('is never exceeded by a point in reach', () => {
    fc.assert(
      fc.property(anyCase, ({ hidden, classes, activationBits, seed, sparsity, set, limited }) => {
        const widths = [12, ...hidden, classes];
        const { student } = networkPair({ widths, seed, bits: 4, activationBits });
        const x = smallPeople(rows, seed);
        const actionSet = set(sparsity);
        const limits = limited ? smallLimits(x) : undefined;
        const layout = actionLayout(actionSet, { norm: 'l1' }, x.data, limits);
        const target = seed % classes;
        const reach = reachableMargins(student, target, layout)!;
        for (const points of reached(x, actionSet, drawsOf(seed))) {
          const inLimits = (row: number) =>
            limits === undefined ||
            takeRows(points, [row]).data.every(
              (value, c) =>
                value === x.data[row * 12 + c] ||
                (value >= limits.lower.data[row * 12 + c]! && value <= limits.upper.data[row * 12 + c]!),
            );
          marginsOf(student, points, target).forEach((margin, row) => {
            if (inLimits(row)) expect(margin).toBeLessThanOrEqual(reach[row]!);
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is what can be reached, on a linear network', () => {
    const weight = Array.from({ length: 12 }, (_, c) => [0, c === 0 ? 1 : c === 1 ? -2 : c === 6 ? 0.7 : 0]);
    const network = denseNetwork([{ weight, bias: [0, -1] }]);
    const x = smallPeople(20, 3);
    const layout = actionLayout(smallActionSet(1), { norm: 'l1' }, x.data);
    const reach = reachableMargins(network, 1, layout)!;
    reach.forEach((bound, row) => {
      const [income, savings] = [x.data[row * 12]!, x.data[row * 12 + 1]!];
      const [job] = [x.data[row * 12 + 6]!];
      // One change: income to its upper end, or to the third job; savings may only rise, which does not help.
      const best = income - 2 * savings + 0.7 * job - 1 + Math.max(2 - income, job === 1 ? 0 : 0.7);
      expect(bound).toBeGreaterThanOrEqual(best);
      expect(bound).toBeLessThan(best + 2e-3);
    });
  });

  it('knows that a unit which takes two changes to rise stays at rest where one is allowed', () => {
    // The margin is 10 · relu(a + b − 1.5) − 0.1, and a and b may go from 0 to 1.
    const network = denseNetwork([
      { weight: [[1], [1]], bias: [-1.5] },
      { weight: [[0, 10]], bias: [0, -0.1] },
    ]);
    const features = ['a', 'b'].map((name) => ({ name, kind: 'numeric' as const, lower: 0, upper: 1 }));
    const bound = (sparsity: number) => {
      const layout = actionLayout(actionSetOf({ sparsity, features }), { norm: 'l1' }, Float32Array.of(0, 0));
      return reachableMargins(network, 1, layout)![0]!;
    };
    expect(bound(1)).toBeCloseTo(-0.1, 2);
    expect(bound(2)).toBeCloseTo(4.9, 2);
  });

  it('bounds ordinals without bounds by their levels, and numbers without bounds by nothing', () => {
    const network = denseNetwork([
      { weight: [[1], [1]], bias: [-1] },
      { weight: [[0, 1]], bias: [0, -2] },
    ]);
    const at = (kind: 'ordinal' | 'numeric', lower: number, upper: number) =>
      actionSetOf({
        features: [
          { name: 'level', kind, lower, upper, ...(kind === 'ordinal' && { values: [0, 1, 4] }) },
          { name: 'fixed', kind: 'numeric', immutable: true },
        ],
      });
    const bound = (set: ActionSet) =>
      reachableMargins(network, 1, actionLayout(set, { norm: 'l1' }, Float32Array.of(0, 0)))![0]!;
    const open = [-Infinity, Infinity] as const;
    expect(bound(at('ordinal', ...open))).toBeCloseTo(bound(at('ordinal', 0, 4)), 2);
    expect(bound(at('ordinal', ...open))).toBeGreaterThanOrEqual(1);
    expect(bound(at('ordinal', ...open))).toBeLessThan(1.01);
    expect(bound(at('numeric', ...open))).toBe(Infinity);
    expect(bound(at('numeric', 0, Infinity))).toBe(Infinity);
  });

  it('says nothing of networks that it does not know', () => {
    const x = smallPeople(2, 1);
    const layout = actionLayout(smallActionSet(), { norm: 'l1' }, x.data);
    const plain = networkPair({ widths: [12, 3, 2], seed: 1, bits: 4, activationBits: null }).teacher;
    const [first, ...rest] = plain.layers;
    const linear: Network = { ...plain, layers: [{ ...first!, activation: 'linear' }, ...rest] };
    expect(reachableMargins(linear, 1, layout)).toBeNull();
    const scale = Float32Array.of(0.5);
    const inputGrid = { scale, offset: Float32Array.of(0), lowest: -8, highest: 8 };
    expect(reachableMargins({ ...plain, inputGrid }, 1, layout)).toBeNull();
    const sumGrids = [{ scale: 0.5, lowest: -8, highest: 8, bias: new Float32Array(3) }];
    expect(reachableMargins({ ...plain, layers: [{ ...first!, sumGrids }, ...rest] }, 1, layout)).toBeNull();
    const narrow = networkPair({ widths: [11, 3, 2], seed: 1, bits: 4, activationBits: null }).teacher;
    expect(reachableMargins(narrow, 1, layout)).toBeNull();
  });
});

describe('a solver that knows the network of its model', () => {
  const parameters = denseParameters([12, 8, 6, 2], 2, 1.5);
  const network = denseNetwork(parameters.map(({ w, b }) => ({ weight: w, bias: b.data })));
  const { features } = smallActionSet();
  const actionSet = actionSetOf({
    sparsity: 2,
    features: features.map((feature) => ({
      ...feature,
      immutable: feature.name !== 'income' && feature.name !== 'housing',
      ...(feature.name === 'income' && { maxChange: { amount: 0.4 } }),
    })),
  });
  const x = smallPeople(60, 9);

  it.each([slp, pgd])('gives the same answers, $name', async (solver) => {
    const asked = { x, actionSet, cost: { norm: 'l1' }, margins: [0, 0.5], seed: 0 } as const;
    const options = solver === pgd ? { restarts: 1, preset: 'fast' as const, chunk: 16 } : { chunk: 16 };
    const model = { logits: denseLogits, parameters, target: 1 };
    const plain = await solver.solve({ ...asked, model, options });
    const knowing = await solver.solve({ ...asked, model: { ...model, network }, options });
    expect(knowing).toEqual(plain);
    const layout = actionLayout(actionSet, { norm: 'l1' }, x.data);
    const reach = reachableMargins(network, 1, layout)!;
    const { valid } = plain.byMargin[0]!;
    expect(reach.filter((bound) => bound < 0).length).toBeGreaterThan(5);
    expect(valid.filter((found) => found === 1).length).toBeGreaterThan(5);
    const points = addScaled(x, plain.byMargin[0]!.delta);
    const logits = referenceLogits(network, points);
    valid.forEach((found, row) => {
      if (found === 1) expect(logits.data[row * 2 + 1]! - logits.data[row * 2]!).toBeLessThan(reach[row]!);
    });
  });
});
