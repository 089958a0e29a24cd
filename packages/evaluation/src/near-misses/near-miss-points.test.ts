import { ndarray } from '@cfq/jit';
import { actionSet, assertFeasible } from '@cfq/recourse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearMissPoints } from '../index.ts';

/** A share in whole months, an amount in any number, a home out of three, and an ordered grade. */
const set = actionSet({
  features: [
    { name: 'months', kind: 'numeric', grid: { step: 1, offset: 12, scale: 4 } },
    { name: 'amount', kind: 'numeric' },
    { name: 'home', kind: 'categorical', categories: ['rent', 'own', 'free'] },
    { name: 'grade', kind: 'ordinal', values: [-1, 0, 1] },
  ],
});
const months = (value: number) => Math.fround((value - 12) / 4);
type Row = readonly number[];
const points = (x: readonly Row[], to: readonly Row[], actions = set) => {
  const from = ndarray(x.flat(), [x.length, actions.width]);
  const delta = ndarray(
    from.data.map((value, cell) => to.flat()[cell]! - value),
    from.shape,
  );
  return nearMissPoints({ x: from, delta, actionSet: actions });
};
const rowOf = ({ x }: { x: { data: ArrayLike<number> } }, row = 0) =>
  Array.from(x.data).slice(6 * row, 6 * row + 6);

describe('nearMissPoints', () => {
  const here = [months(10), 0, 1, 0, 0, -1];

  it('goes part of the way in numbers, on their steps, and makes every other change', () => {
    const { short } = points([here], [[months(17), 2, 0, 1, 0, 1]]);
    expect(short.map(({ exists }) => exists[0])).toEqual([1, 1, 1]);
    // 7 months by halves, four fifths, and 95 %: 3.5, 5.6, 6.65 more, whole towards where they stand.
    expect(short.map((point) => rowOf(point))).toEqual([
      [months(13), 1, 0, 1, 0, 1],
      [months(15), Math.fround(1.6), 0, 1, 0, 1],
      [months(16), Math.fround(1.9), 0, 1, 0, 1],
    ]);
    const { short: down } = points([[months(17), 0, 1, 0, 0, -1]], [here]);
    expect(down.map((point) => rowOf(point)[0])).toEqual([months(14), months(12), months(11)]);
  });

  it('leaves out one change at a time, a category being one', () => {
    const { allButOne } = points([here], [[months(17), 0, 0, 1, 0, 1]]);
    expect(allButOne.map((point) => rowOf(point))).toEqual([
      [months(10), 0, 0, 1, 0, 1],
      [months(17), 0, 1, 0, 0, 1],
      [months(17), 0, 0, 1, 0, -1],
    ]);
  });

  it('takes an obtained value for one change, which is made or not', () => {
    const obtaining = actionSet({
      features: [
        {
          ...{ name: 'income', kind: 'numeric', absentColumns: [2] },
          obtainable: { columns: [2], known: 1, reference: 0 },
        },
        { name: 'income known', kind: 'categorical', width: 2, immutable: true },
        { name: 'amount', kind: 'numeric' },
        { name: 'age', kind: 'numeric' },
        { name: 'debt', kind: 'numeric' },
      ],
    });
    const { short, allButOne } = points([[0, 0, 1, 0, 5, 5]], [[4, 1, 0, 2, 5, 5]], obtaining);
    expect(short.map((point) => rowOf(point))[0]).toEqual([4, 1, 0, 1, 5, 5]);
    expect(allButOne.map((point) => rowOf(point))).toEqual([
      [0, 0, 1, 2, 5, 5],
      [4, 1, 0, 0, 5, 5],
    ]);
  });

  it('has no point that is where they stand or where the action leads', () => {
    const { short, allButOne } = points(
      [here, here, here, here],
      [
        [months(11), 0, 1, 0, 0, -1], // a single step: part of it is none
        [months(10), 0, 0, 1, 0, -1], // a single category: made in full it is the action
        [months(11), 0, 0, 1, 0, -1], // both: without the step somebody stands there
        here, // nothing found
      ],
    );
    for (const { exists } of short) expect([...exists]).toEqual([0, 0, 1, 0]);
    expect(rowOf(short[2]!, 2)).toEqual([months(10), 0, 0, 1, 0, -1]);
    expect(rowOf(short[2]!, 1)).toEqual(here);
    expect(allButOne.map(({ exists }) => [...exists])).toEqual([
      [0, 0, 1, 0],
      [0, 0, 1, 0],
    ]);
  });

  it('keeps the own value of somebody who stands between two steps', () => {
    const between = [months(10.5), 0, 1, 0, 0, -1];
    const { short } = points([between], [[months(12), 0, 1, 0, 0, -1]]);
    expect(short.map((point) => rowOf(point)[0])).toEqual([months(11), months(11), months(11)]);
    const [half] = points([between], [[months(11), 1, 1, 0, 0, -1]]).short;
    expect(rowOf(half!)).toEqual([months(10.5), 0.5, 1, 0, 0, -1]);
  });

  it('asks nobody to stand where features rule each other out', () => {
    const numbers = actionSet({
      features: [
        { name: 'age', kind: 'numeric' },
        { name: 'years', kind: 'numeric' },
      ],
      relations: [{ kind: 'rises-only-with', feature: 'years', with: 'age' }],
    });
    const { allButOne } = points([[0, 0]], [[1, 1]], numbers);
    // Without the age, the years may not rise; without the years, the age may.
    expect(allButOne.map(({ exists }) => exists[0])).toEqual([0, 1]);
  });

  it('keeps to the action set, and between where people stand and where the action leads', () => {
    const value = fc.integer({ min: 0, max: 40 });
    const person = fc.tuple(value, fc.integer({ min: -8, max: 8 }), fc.nat(2), fc.nat(2));
    const row = ([when, amount, home, grade]: readonly [number, number, number, number]) => [
      months(when),
      amount / 4,
      ...[0, 1, 2].map((one) => Number(one === home)),
      grade - 1,
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(person, person), { minLength: 1, maxLength: 6 }), (pairs) => {
        const x = pairs.map(([from]) => row(from));
        const to = pairs.map(([, end]) => row(end));
        const { short, allButOne } = points(x, to);
        for (const kind of [...short, ...allButOne]) {
          const from = ndarray(x.flat(), [x.length, 6]);
          const delta = ndarray(
            from.data.map((cell, at) => kind.x.data[at]! - cell),
            from.shape,
          );
          assertFeasible(from, delta, set);
          kind.x.data.forEach((cell, at) => {
            const ends = [x.flat()[at]!, to.flat()[at]!];
            expect(cell).toBeGreaterThanOrEqual(Math.min(...ends));
            expect(cell).toBeLessThanOrEqual(Math.max(...ends));
          });
          kind.exists.forEach((there, person) => {
            const same = (other: Row) =>
              other.every((cell, column) => cell === kind.x.data[6 * person + column]);
            expect(there === 1).toBe(!same(x[person]!) && !same(to[person]!));
          });
        }
      }),
    );
  });
});
