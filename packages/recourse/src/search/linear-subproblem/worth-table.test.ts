import { expect, it } from 'vitest';
import { actionSet, type ActionFeature } from '../../actions/action-set.ts';
import { drawsOf } from '../../certificates/testing/network-pairs.ts';
import { actionLayout } from '../action-layout.ts';
import { createFeatureEfficiency } from '../feature-efficiency.ts';
import { createWorthTable } from './worth-table.ts';

const draw = drawsOf(7);
/** Numbers, and every third feature a group of two. */
const features = Array.from({ length: 30 }, (_, i): ActionFeature => {
  const shared = { name: `f${i}`, lower: 0, immutable: false, direction: 'any' as const };
  const start = i + Math.floor(i / 3);
  return i % 3 === 2
    ? { ...shared, start, kind: 'categorical', width: 2, upper: 1 }
    : { ...shared, start, kind: 'numeric', width: 1, upper: 0.2 + draw() };
});
const x = new Float32Array(40);
for (const { kind, start } of features) if (kind === 'categorical') x[start] = 1;
const slope = Float32Array.from(x, (value) => (value === 1 ? 0 : 0.5 + draw()));
const sparsity = 4;
const layout = actionLayout(actionSet({ width: 40, features, sparsity }), { norm: 'l1' }, x);
const efficiency = createFeatureEfficiency(layout, x);
efficiency.linearizeAt(0, slope, 0);

const isGroup = (f: number) => features[f]!.kind === 'categorical';
const order = [...efficiency.order.subarray(0, efficiency.size())];
/** What the best of some features are worth, by its definition. */
function worthOf(some: readonly number[], price: number, places: number): number {
  const worths = some.map((f) => {
    const gain = efficiency.gainPerCost[f]!;
    return (price === Infinity ? gain : Math.max(0, price * gain - 1)) * efficiency.headroom[f]!;
  });
  return worths
    .sort((a, b) => b - a)
    .slice(0, places)
    .reduce((sum, worth) => sum + worth, 0);
}

it('has what the best features of every tail are worth, whether or not the price makes any worth something', () => {
  const prices = [Infinity, 0.1, ...[0, 3, 12, 29].map((at) => 1 / efficiency.gainPerCost[order[at]!]!), 50];
  const table = createWorthTable(layout, efficiency, prices.length);
  table.fill([5]);
  table.fill(prices);
  prices.forEach((price, p) => {
    for (const places of [0, 1, 3, sparsity]) {
      expect(table.mostWorth(price, places)).toBeCloseTo(worthOf(order, price, places), 9);
      expect(table.worthFrom(p, -1, places)).toBe(0);
      order.forEach((f, at) => {
        // After a group come the groups and all numbers; after a number come numbers alone.
        const tail = order.filter((other, place) =>
          isGroup(f) ? !isGroup(other) || place >= at : !isGroup(other) && place >= at,
        );
        expect(table.worthFrom(p, f, places)).toBeCloseTo(worthOf(tail, price, places), 9);
      });
    }
  });
});
