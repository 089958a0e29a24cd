import { evaluateTeacher } from '@cfq/evaluation';
import { takeRows } from '@cfq/jit';
import { solvers, type RecourseSolver } from '@cfq/recourse';
import { modelLogits, networkOfModel } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallModel, smallStudy, type SmallStudy } from '../testing/small-study.ts';

const forNetworks: readonly RecourseSolver[] = Object.values(solvers).filter(
  ({ models }) => models !== 'linear',
);

describe('an evaluation with each solver that a network can be given to', () => {
  let study: SmallStudy;
  beforeAll(async () => {
    study = await smallStudy(5);
  });

  it.each(forNetworks.map((one) => [one.name, one] as const))('%s', async (_, solver) => {
    const { teacher, x, actionSet, cost, seed } = study;
    const people = takeRows(
      x,
      Int32Array.from({ length: 12 }, (_row, row) => row),
    );
    const { parameters } = teacher;
    const evaluated = await evaluateTeacher({
      teacher: {
        logits: modelLogits(smallModel),
        parameters,
        network: networkOfModel(smallModel, parameters),
      },
      ...{ x: people, actionSet, cost, seed, solver, margins: [0, 0.2] },
      reference: x,
    });
    const [first, second] = evaluated.actions;
    expect(evaluated.population.length).toBeGreaterThan(2);
    expect(first!.valid.some((valid) => valid === 1)).toBe(true);
    second!.valid.forEach((valid, row) => {
      if (valid === 1) expect(evaluated.recourse[1]!.margins[row]).toBeGreaterThanOrEqual(0.2 - 1e-5);
    });
  });
});
