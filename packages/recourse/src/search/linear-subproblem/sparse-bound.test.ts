import { describe, expect, it } from 'vitest';

import { actionSet, type ActionFeature } from '../../actions/action-set.ts';
import { drawsOf } from '../../certificates/testing/network-pairs.ts';
import { actionLayout } from '../action-layout.ts';
import { createLinearSubproblem } from './linear-subproblem.ts';

/** Numbers at any value, and every fourth feature a group of two, the second of which may be gone to. */
function wideCase(count: number, seed: number, sparsity: number) {
  const draw = drawsOf(seed);
  let start = 0;
  const features = Array.from({ length: count }, (_, i): ActionFeature => {
    const shared = { name: `f${i}`, start, lower: 0, immutable: false, direction: 'any' as const };
    start += i % 4 === 3 ? 2 : 1;
    return i % 4 === 3
      ? { ...shared, kind: 'categorical', width: 2, upper: 1 }
      : { ...shared, kind: 'numeric', width: 1, upper: 0.2 + draw() };
  });
  const x = new Float32Array(start);
  for (const { kind, start: at } of features) if (kind === 'categorical') x[at] = 1;
  const slope = Float32Array.from(x, () => 0.5 + draw());
  for (const { kind, start: at } of features) if (kind === 'categorical') slope[at] = 0;
  const layout = actionLayout(actionSet({ width: start, features, sparsity }), { norm: 'l1' }, x);
  const subproblem = createLinearSubproblem(layout, x);
  subproblem.linearizeAt(0, slope, 0);
  const items = features.map(({ kind, start: at, upper }) => ({
    isWhole: kind === 'categorical',
    rate: slope[kind === 'categorical' ? at + 1 : at]!,
    most: kind === 'categorical' ? 1 : Math.fround(upper),
  }));
  return { layout, subproblem, items };
}

type Item = ReturnType<typeof wideCase>['items'][number];

/** The least cost of every set of at most so many features: groups whole, numbers filled by margin per cost. */
function bySubsets(items: readonly Item[], places: number, need: number): number {
  const byRate = items.toSorted((a, b) => b.rate - a.rate);
  let best = Infinity;
  const chosen: Item[] = [];
  const price = (): void => {
    let left = need;
    let cost = 0;
    for (const { isWhole, rate, most } of chosen) {
      if (!isWhole) continue;
      left -= rate * most;
      cost += most;
    }
    for (const { isWhole, rate, most } of chosen) {
      if (isWhole || left <= 0) continue;
      const units = Math.min(most, left / rate);
      left -= units * rate;
      cost += units;
    }
    if (left <= 1e-9) best = Math.min(best, cost);
  };
  const visit = (from: number): void => {
    price();
    if (chosen.length === places) return;
    for (let i = from; i < byRate.length; i += 1) {
      chosen.push(byRate[i]!);
      visit(i + 1);
      chosen.pop();
    }
  };
  visit(0);
  return best;
}

describe('the L1 step on many features', () => {
  it('costs what the best of all sets of features does', () => {
    for (const [seed, part] of [
      [1, 0.5],
      [2, 0.8],
      [3, 0.97],
      [4, 1.01],
    ] as const) {
      const { layout, subproblem, items } = wideCase(20, seed, 4);
      const gains = items.map(({ rate, most }) => rate * most).sort((a, b) => b - a);
      const need = part * gains.slice(0, 4).reduce((sum, gain) => sum + gain, 0);
      const found = subproblem.minimizeCost(need, null, Infinity, new Float64Array(layout.count));
      const expected = bySubsets(items, 4, need);
      if (expected === Infinity) expect(found).toBe(Infinity);
      else expect(found).toBeCloseTo(expected, 9);
    }
  });

  it('ends soon on hundreds of features, at a cost that no price of margin bounds from above', () => {
    const { layout, subproblem, items } = wideCase(600, 5, 6);
    const need = 6;
    const move = new Float64Array(layout.count);
    const found = subproblem.minimizeCost(need, null, Infinity, move);
    expect(subproblem.contribution(move, 0)).toBeGreaterThanOrEqual(need - 1e-6);
    const boundAt = (price: number): number => {
      const worths = items
        .map(({ rate, most }) => Math.max(0, price * rate - 1) * most)
        .sort((a, b) => b - a);
      return price * need - worths.slice(0, 6).reduce((sum, worth) => sum + worth, 0);
    };
    const bounds = items.map(({ rate }) => boundAt(1 / rate));
    expect(found).toBeGreaterThanOrEqual(Math.max(...bounds) - 1e-9);
    expect(found).toBeLessThan(Math.max(...bounds) * 1.02);
  });

  it('says of whom it kept the best found within its limit of nodes, and of nobody else', () => {
    // Subset sums that all but meet the need: sets of groups are told apart by prices that no bound sees.
    const count = 40;
    const draw = drawsOf(6);
    const features = Array.from({ length: count }, (_, i): ActionFeature => {
      const shared = { name: `f${i}`, lower: 0, upper: 1, immutable: false, direction: 'any' as const };
      return { ...shared, start: 2 * i, kind: 'categorical', width: 2 };
    });
    const width = 2 * count;
    const x = new Float32Array(2 * width).map((_, column) => 1 - (column % 2));
    const weights = Object.fromEntries(features.map(({ name }) => [name, 1 + draw()]));
    const slope = new Float32Array(width).map((_, column) =>
      column % 2 === 0 ? 0 : weights[`f${(column - 1) / 2}`]! * (1 + 1e-3 * draw()),
    );
    const set = actionSet({ width, features, sparsity: count });
    const layout = actionLayout(set, { norm: 'l1', weights }, x);
    const subproblem = createLinearSubproblem(layout, x);
    const move = new Float64Array(layout.count);
    subproblem.linearizeAt(0, slope, 0);
    subproblem.minimizeCost(1, null, Infinity, move);
    expect([...subproblem.cutShort]).toEqual([0, 0]);
    subproblem.linearizeAt(1, slope, 0);
    expect(subproblem.minimizeCost(30.3, null, Infinity, move)).toBeLessThan(Infinity);
    expect([...subproblem.cutShort]).toEqual([0, 1]);
    subproblem.minimizeCost(1, null, Infinity, move);
    expect([...subproblem.cutShort]).toEqual([0, 1]);
  });
});
