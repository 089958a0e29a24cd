import { describe, expect, it } from 'vitest';

import { smallActionSet } from '../testing/small-people.ts';
import { actionLayout } from './action-layout.ts';
import { createIncumbents } from './incumbents.ts';

const layout = actionLayout(smallActionSet(), { norm: 'l1' }, new Float32Array(0));
/** A move by what changes: income, savings, school, job, housing. */
const moveOf = (...values: readonly number[]): Float64Array => Float64Array.from(values);

describe('createIncumbents', () => {
  it('keeps the cheapest of each structure, cheapest first, as many as are wanted', () => {
    const incumbents = createIncumbents({ layout, rows: 1, margins: [0], answers: 3 });
    const offers: (readonly [number, Float64Array])[] = [
      [3, moveOf(0.9, 0, 0, 0, 0)],
      [2, moveOf(0, 0, 0, 2, 0)],
      [2.5, moveOf(0.5, 0, 0, 0, 0)],
      [4, moveOf(0, 0, 0, 2, 0)],
      [2.2, moveOf(-0.4, 0, 0, 0, 0)],
      [1, moveOf(0, 0, 0, 3, 0)],
      [Infinity, moveOf(0, 1, 0, 0, 0)],
    ];
    for (const [cost, move] of offers) incumbents.offer(0, cost, 1, move, 0);
    expect(incumbents.cost[0]).toBe(1);
    expect(Array.from(incumbents.move)).toEqual([0, 0, 0, 3, 0]);
    expect(incumbents.runnersUp(0).map(({ cost, move }) => [cost, ...move])).toEqual([
      [2, 0, 0, 0, 2, 0],
      [2.2, -0.4, 0, 0, 0, 0],
    ]);
  });

  it('keeps nothing beside the cheapest where one answer is wanted', () => {
    const incumbents = createIncumbents({ layout, rows: 1, margins: [0], answers: 1 });
    expect(incumbents.offer(0, 2, 1, moveOf(1, 0, 0, 0, 0), 0)).toBe(true);
    expect(incumbents.offer(0, 3, 1, moveOf(0, 1, 0, 0, 0), 0)).toBe(false);
    expect(incumbents.runnersUp(0)).toEqual([]);
  });
});
