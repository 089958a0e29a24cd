import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { actionSet } from '../../actions/action-set.ts';
import { functionMarginModel } from '../../model/function-margin-model.ts';
import { nearestUnlikeNeighbour } from './nearest-unlike-neighbour.ts';
import { rowDistance } from './row-distance.ts';

const set = actionSet({
  features: [
    { name: 'income', kind: 'numeric', lower: 0, upper: 9 },
    { name: 'debts', kind: 'numeric', lower: 0, upper: 9 },
    { name: 'job', kind: 'categorical', width: 2 },
    { name: 'age', kind: 'numeric', immutable: true },
  ],
});
/** Approved: income − debts, and 2 more for the second job, above 3. */
const model = functionMarginModel(({ data }) =>
  Array.from({ length: data.length / 5 }, (_, row) => {
    const [income, debts, , job] = data.subarray(5 * row, 5 * row + 4);
    return income! - debts! + 2 * job! - 3;
  }),
);
const ask = (rows: number[], change: object = {}) =>
  nearestUnlikeNeighbour.solve({
    model,
    x: ndarray([2, 2, 1, 0, 0], [1, 5]),
    actionSet: set,
    reference: ndarray(rows, [rows.length / 5, 5]),
    cost: { norm: 'l1' },
    margins: [0],
    seed: 0,
    ...change,
  });

describe('rowDistance', () => {
  it('adds differences of numbers and counts categories once', () => {
    const distance = rowDistance(set, [1, 2, 3, 1]);
    expect(distance([2, 2, 1, 0, 0], 0, [9, 9, 5, 1, 0, 1, 4], 2)).toBe(3 + 2 + 3 + 4);
  });
});

describe('nearest-unlike-neighbour', () => {
  it('takes over as few values of the nearest approved row as will do', async () => {
    // The first row is nearer but denied; of the second, income alone is not enough, debts and income are.
    const { byMargin } = await ask([2, 1.5, 1, 0, 0, 4.5, 0.5, 1, 0, 3, 9, 0, 0, 1, 0]);
    expect(Array.from(byMargin[0]!.delta.data)).toEqual([2.5, -1.5, 0, 0, 0]);
  });

  it('goes on to the next neighbour where what may be taken over is not enough', async () => {
    const found = await ask([4.5, 0.5, 1, 0, 0, 9, 0, 0, 1, 0], { actionSet: { ...set, sparsity: 1 } });
    expect(Array.from(found.byMargin[0]!.delta.data)).toEqual([7, 0, 0, 0, 0]);
    const none = await ask([4.5, 0.5, 1, 0, 0, 9, 0, 0, 1, 0], {
      actionSet: { ...set, sparsity: 1 },
      options: { neighbours: 1 },
    });
    expect(none.byMargin[0]!.valid[0]).toBe(0);
  });

  it('finds nothing among rows that are all denied', async () => {
    expect((await ask([2, 1.5, 1, 0, 0])).byMargin[0]!.valid[0]).toBe(0);
  });
});
