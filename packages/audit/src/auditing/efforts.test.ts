import { actionSetFromFeatureSpace, cost, effortWeights, slp } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { boundNetwork } from '../testing/bound-network.ts';
import { loans, loanTeacher, spaceOf } from '../testing/loans.ts';
import { measurePair } from './pair.ts';

it('looks for what is cheap to each person by the column that says how hard changes are', async () => {
  const people = loans();
  const space = spaceOf(people);
  const teacher = await boundNetwork(loanTeacher(people, space), space);
  const { rows } = people.table;
  // To every second person an income is forty times as hard to raise.
  const values = Float64Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 40 : NaN));
  const told = {
    ...people,
    table: { rows, columns: { ...people.table.columns, hard: { kind: 'number' as const, values } } },
    features: people.features.map((one) => (one.name === 'income' ? { ...one, effort: 'hard' } : one)),
  };
  const settings = { solver: slp, margins: [0], seed: 0, begin: () => undefined };
  const measured = async (whom: typeof people) =>
    (
      await measurePair(
        { teacher, student: teacher, people: whom, solverOptions: { preset: 'fast' } },
        settings,
      )
    ).teacher;
  const [usual, hard] = [await measured(people), await measured(told)];
  const incomes = ({ actions, population }: typeof usual, rest: number) =>
    population.filter((row, at) => row % 2 === rest && actions[0]!.delta.data[at * space.width] !== 0).length;
  expect(hard.population).toEqual(usual.population);
  expect(incomes(usual, 0)).toBeGreaterThan(5);
  expect(incomes(hard, 0)).toBeLessThan(incomes(usual, 0) / 2);
  expect(incomes(hard, 1)).toBe(incomes(usual, 1));
  // The cost of an action is what it costs the person who takes it.
  const actionSet = actionSetFromFeatureSpace(space);
  const efforts = effortWeights(
    Array.from(hard.population, (row): Record<string, number> => (row % 2 === 0 ? { income: 40 } : {})),
    actionSet,
  );
  const paid = cost(hard.actions[0]!.delta, actionSet, { norm: 'l1' }, efforts);
  hard.actions[0]!.cost.forEach((one, at) => {
    if (hard.actions[0]!.valid[at] === 1) expect(one).toBeCloseTo(paid[at]!, 4);
  });
  await teacher.dispose();
});
