import { createCompileScope, ndarray } from '@cfq/jit';
import { referenceLogits, roundColumns } from '@cfq/network';
import { expect, it } from 'vitest';
import { methods } from '../methods/methods.ts';
import { overrideRecipe } from '../recipe/override-recipe.ts';
import { networkOfStudent } from '../student/network-of-student.ts';
import { predictStudent } from '../student/predict-student.ts';
import { packStudent, unpackStudent } from '../student/stored-student.ts';
import { trainStudent } from '../student/train-student.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { columnGridOf, columnsOnGrid } from './columns-on-bits.ts';

it('a column has 2^bits values over its range, one of two values or one keeps them', () => {
  const x = ndarray([-1, 0, 7, 0, 1, 7, 2, 0, 7, 0.4, 1, 7], [4, 3]);
  const grid = columnGridOf(x, 2);
  expect([...grid.scale, ...grid.offset]).toEqual([1, 1, 1, -1, 0, 7]);
  expect([grid.lowest, grid.highest]).toEqual([0, 3]);
  const rounded = roundColumns(Float32Array.from(x.data), 3, grid);
  expect([...rounded]).toEqual([-1, 0, 7, 0, 1, 7, 2, 0, 7, 0, 1, 7]);
});

it('a student on few input bits reads rounded columns alone, is deployed and stored so, and its teacher is not', async () => {
  const { dataset, model } = syntheticProblem();
  await using scope = createCompileScope();
  const teacher = await trainTeacher({ model, dataset, seed: 0, scope });
  const method = overrideRecipe(methods.lsq, { inputBits: 2 });
  const given = { method, teacher, dataset, budgetBits: 4, seed: 0, steps: 100, scope };
  const student = await trainStudent(given);
  if (student.kind !== 'quantized') throw new Error('quantized');
  const grid = columnGridOf(dataset.train.x, 2);
  const network = networkOfStudent(student);
  expect(network.inputGrid).toEqual(grid);
  expect(teacher.model.rounding).toBeUndefined();

  const { x } = dataset.test;
  const [, width] = x.shape;
  const rounded = ndarray(roundColumns(Float32Array.from(x.data), width, grid), x.shape);
  for (let column = 0; column < width; column += 1) {
    const values = new Set(rounded.data.filter((_: number, at: number) => at % width === column));
    expect(values.size).toBeLessThanOrEqual(4);
  }
  const logits = await predictStudent(student, x, { scope });
  expect(await predictStudent(student, rounded, { scope })).toEqual(logits);
  const deployed = referenceLogits(network, x);
  logits.data.forEach((logit: number, at: number) => {
    expect(deployed.data[at]).toBeCloseTo(logit, 4);
  });
  const again = unpackStudent(packStudent(student), { model, method, scope });
  expect(await predictStudent(again, x, { scope })).toEqual(logits);

  expect(() => columnsOnGrid(student.model, grid)).toThrow(/columns are rounded once/);
  expect(() => overrideRecipe(methods.lsq, { inputBits: 17 })).toThrow(/inputBits is out of range/);
}, 60_000);
