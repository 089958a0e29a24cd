import { ndarray } from '@cfq/jit';
import { defineSolver, slp, tryMoves } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { evaluate, rowsModel } from './index.ts';
import { freeColumn, people, threshold } from './testing/one-column.ts';

const mesh = 1 / 16;

/** Raises the one column step by step, and asks for margins alone. */
const stepwise = defineSolver({
  name: 'stepwise',
  description: 'one column, raised step by step',
  source: 'by hand',
  needs: 'margin',
  options: {},
  defaults: {},
  async search(problem, incumbents) {
    const everybody = Int32Array.from({ length: problem.rows }, (_, row) => row);
    for (let step = 0; step <= 64; step += 1) {
      const moves = new Float64Array(problem.rows).fill(step * mesh);
      if ((await tryMoves(problem, incumbents, everybody, moves)) === null) return;
    }
  },
});

const above = (at: number) => rowsModel((rows) => rows.map((row) => row[0]! - at), { name: `above ${at}` });

const pair = {
  teacher: above(0),
  student: above(0.5),
  x: people([-1, -0.5, 1]),
  labels: [0, 0, 1],
  actionSet: freeColumn,
  margins: [0, 0.25],
};

it('finds recourse on models that can only be asked, with a solver that needs no gradient', async () => {
  const record = await evaluate({ ...pair, solver: stepwise });
  // At κ = 0 a tie is not enough: one step more than to the boundary.
  expect([...record.margins[0]!.teacher.cost]).toEqual([1 + mesh, 0.5 + mesh]);
  const { teacher, student } = record.margins[1]!;
  expect([...teacher.cost]).toEqual([1.25, 0.75]);
  expect([...student.cost]).toEqual([1.75, 1.25]);
  expect([...student.valid]).toEqual([1, 1]);
});

it('says so where the solver needs one', async () => {
  await expect(evaluate({ ...pair, solver: slp })).rejects.toThrow(
    /a model with a gradient for "slp".*"above 0"/,
  );
});

it('keeps everybody within limits of their own, on both models', async () => {
  const x = people([1, -1, -0.5]);
  const column = (...values: number[]) => ndarray(Float32Array.from(values), [3, 1]);
  const lower = column(-Infinity, -Infinity, -Infinity);
  // The first is granted anyway: the limits of the denied are those of the second and the third.
  const limits = { lower, upper: column(-9, 0.2, Infinity) };
  const models = { teacher: threshold(0), student: threshold(0.5) };
  const limited = { ...pair, ...models, x, labels: [1, 0, 0], limits };
  const { population, margins } = await evaluate(limited);
  expect([...population]).toEqual([1, 2]);
  const { teacher, student } = margins[0]!;
  expect([...teacher.valid]).toEqual([1, 1]);
  expect(teacher.cost[0]).toBeCloseTo(1, 3);
  expect([...student.valid]).toEqual([0, 1]);
  expect([...margins[1]!.teacher.valid]).toEqual([0, 1]);
  const few = { lower, upper: ndarray(new Float32Array(2), [2, 1]) };
  await expect(evaluate({ ...limited, limits: few })).rejects.toThrow(
    'evaluate: limits.upper has a row for each row of x (expected [3, 1], got [2, 1])',
  );
});

it('prices changes at the effort of each person, on both models', async () => {
  const models = { teacher: threshold(0), student: threshold(0.5) };
  const asked = { ...pair, ...models, x: people([1, -1, -0.5]), labels: [1, 0, 0] };
  // The first is granted anyway: the efforts of the denied are those of the second and the third.
  const efforts = ndarray([9, 3, 0.5], [3, 1]);
  const { margins } = await evaluate({ ...asked, efforts });
  const usual = await evaluate(asked);
  for (const [level, { teacher, student }] of margins.entries()) {
    const expected = usual.margins[level]!;
    [3, 0.5].forEach((effort, row) => {
      expect(teacher.cost[row]).toBeCloseTo(effort * expected.teacher.cost[row]!, 5);
      expect(student.cost[row]).toBeCloseTo(effort * expected.student.cost[row]!, 5);
    });
  }
  await expect(evaluate({ ...asked, efforts: ndarray([1, 1], [2, 1]) })).rejects.toThrow(
    'evaluate: efforts has a row for each row of x and a column a feature (expected [3, 1], got [2, 1])',
  );
});
