import { defineSolver, slp, tryMoves } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { evaluate, rowsModel } from './index.ts';
import { freeColumn, people } from './testing/one-column.ts';

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
