import { describe, expect, it } from 'vitest';

import { takeRows, type NDArray } from '@cfq/jit';

import type { MarginModel } from '../model/margin-model.ts';
import { slp } from '../solvers/slp.ts';
import { denseMargin, denseParameters, denseSlope } from '../testing/dense-network.ts';
import { smallActionSet, smallPeople } from '../testing/small-people.ts';

const parameters = denseParameters([12, 8, 2], 3);
const actionSet = smallActionSet();

/** A dense network, with so much taken off its margins, and the rows that slopes were asked for. */
function counted(less: number) {
  let slopes = 0;
  const each = <T>({ data, shape }: NDArray, answer: (row: NDArray['data']) => T): T[] => {
    const [rows, width] = shape as [number, number];
    return Array.from({ length: rows }, (_, row) => answer(data.subarray(row * width, (row + 1) * width)));
  };
  const margins = (x: NDArray) => each(x, (row) => denseMargin(parameters, row) - less);
  const model: MarginModel = {
    margins: (x) => Promise.resolve(margins(x)),
    slopes: (x) => {
      slopes += x.shape[0]!;
      return Promise.resolve({
        margins: margins(x),
        slopes: each(x, (r) => denseSlope(parameters, r)).flat(),
      });
    },
  };
  return { model, asked: () => slopes };
}

const solve = (model: MarginModel, x: NDArray, margins: readonly number[]) =>
  slp.solve({ model, actionSet, cost: { norm: 'l1' }, x, margins, seed: 0 });

describe('work that people and margins share', () => {
  it('asks for those without an action at four margins about what it asks for one', async () => {
    const x = smallPeople(20, 4);
    const [one, four] = [counted(1e3), counted(1e3)];
    await solve(one.model, x, [0]);
    const { byMargin } = await solve(four.model, x, [0, 0.2, 0.4, 0.8]);
    expect(byMargin.every(({ valid }) => valid.every((ok) => ok === 0))).toBe(true);
    expect(four.asked()).toBeLessThan(1.6 * one.asked());
  });

  it('answers everybody as if they were alone', async () => {
    const x = smallPeople(12, 5);
    const { model } = counted(0.8);
    const margins = [0, 0.4, 0.8];
    const together = await solve(model, x, margins);
    const found = together.byMargin.flatMap(({ valid }) => [...valid]);
    expect(new Set(found)).toEqual(new Set([0, 1]));
    for (let row = 0; row < 12; row += 1) {
      const alone = await solve(model, takeRows(x, [row]), margins);
      alone.byMargin.forEach(({ delta, valid, margin }, level) => {
        const all = together.byMargin[level]!;
        expect([...delta.data]).toEqual([...takeRows(all.delta, [row]).data]);
        expect([valid[0], margin[0]]).toEqual([all.valid[row], all.margin[row]]);
      });
    }
  });
});
