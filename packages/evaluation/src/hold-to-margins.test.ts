import { addScaled, ndarray, type NDArray } from '@cfq/jit';
import { attains } from '@cfq/recourse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateTeacher,
  holdToMargins,
  tracedModel,
  type MarginActions,
  type ModelUnderTest,
} from './index.ts';
import { closedForm, freeColumn, people, threshold } from './testing/one-column.ts';

/** m(x) = x − at, found to the last bit, up to `reach`. */
function search(from: Float32Array, kappa: number, reach: number): MarginActions {
  const needed = from.map((value) => Math.max(0, kappa + 2 ** -20 - value));
  const valid = Uint8Array.from(needed, (change) => Number(change <= reach));
  const where = (change: number, row: number, without: number) => (valid[row] === 1 ? change : without);
  const delta = ndarray(
    needed.map((change, row) => where(change, row, 0)),
    [from.length, 1],
  );
  return { delta, cost: needed.map((change, row) => where(change, row, NaN)), valid };
}

const column = ({ data }: NDArray) => Float32Array.from(data);

describe('holdToMargins', () => {
  it('promises nothing that the other model does not say, and no more than that asks', async () => {
    const values = fc.array(fc.float({ min: -2, max: Math.fround(-0.01), noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    const noise = fc.constantFrom(0, 1e-7, 1e-5, 1e-3, 0.05, 1);
    await fc.assert(
      fc.asyncProperty(values, noise, fc.constantFrom(1.5, 4), async (from, size, reach) => {
        const x = people(from);
        // Otherwise by as much as `size`, up and down along the way.
        const file = (points: NDArray) =>
          Promise.resolve(column(points).map((value) => value - size * Math.abs(Math.sin(40 * value))));
        const margins = [0, 0.4];
        const found = margins.map((kappa) => search(column(x), kappa, reach));
        const held = await holdToMargins(x, found, margins, {
          margins: file,
          search: (rows, kappa) =>
            Promise.resolve(
              search(
                Float32Array.from(rows, (row) => from[row]!),
                kappa,
                reach,
              ),
            ),
        });
        for (const [index, kappa] of margins.entries()) {
          const { delta, cost, valid } = held[index]!;
          const answers = await file(addScaled(x, delta));
          valid.forEach((ok, row) => {
            if (ok === 1) {
              expect(attains(answers[row]!, kappa)).toBe(true);
              expect(cost[row]).toBe(Math.abs(delta.data[row]!));
              // The steps of the repeated search are at most a few times what was missing.
              expect(cost[row]! - found[index]!.cost[row]!).toBeLessThanOrEqual(16 * size + 2e-5);
            } else {
              expect(delta.data[row]).toBe(0);
              expect(cost[row]).toBeNaN();
            }
          });
          // Who can go as far as the whole of the difference is not given up.
          from.forEach((value, row) => {
            if (kappa + 9 * size + 1e-4 - value < reach) expect(valid[row]).toBe(1);
          });
        }
      }),
      // The difference grows as slowly as what is asked for: only an addition that doubles overtakes it.
      { examples: [[[-1.0295989513397217], 0.05, 1.5]] },
    );
  });

  it('leaves alone what holds', async () => {
    const x = people([-1, -0.5]);
    const found = [search(column(x), 0, 9)];
    const held = await holdToMargins(x, found, [0], {
      margins: (points) => Promise.resolve(column(points)),
      search: () => Promise.reject(new Error('asked again')),
    });
    expect(held[0]).toBe(found[0]);
  });
});

describe('evaluateTeacher', () => {
  const x = people([-1, -0.5, 2]);
  const traced = threshold(0);
  const file: ModelUnderTest = {
    ...tracedModel(traced),
    answersApart: true,
    margins: (points) => Promise.resolve(column(points).map((value) => value - 0.25)),
  };
  const problem = { x, actionSet: freeColumn, margins: [0, 0.5], solver: closedForm };

  it('issues recourse that the file grants, where the search follows a network that answers otherwise', async () => {
    const { actions, recourse } = await evaluateTeacher({ ...problem, teacher: file });
    expect(actions.map(({ valid }) => [...valid])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    recourse.forEach(({ margins }, index) => {
      for (const margin of margins) expect(attains(margin, problem.margins[index]!)).toBe(true);
    });
  });

  it('tells for how many people nothing holds', async () => {
    const unheld: unknown[] = [];
    const teacher = { ...file, traced: { ...threshold(0, 1.1), favourableClass: 1 } };
    const { actions } = await evaluateTeacher({
      ...problem,
      margins: [0],
      teacher,
      onUnheld: (one) => unheld.push(one),
    });
    expect([...actions[0]!.valid]).toEqual([0, 1]);
    expect(unheld).toEqual([{ model: 'teacher', kappa: 0, people: 1 }]);
  });
});
