import { datasets, prepareDataset } from '@cfq/datasets';
import { evaluateStudent, evaluateTeacher, favourableMargins } from '@cfq/evaluation';
import { createCompileScope } from '@cfq/jit';
import { actionSetFromFeatureSpace, solvers } from '@cfq/recourse';
import { fitReference, modelLogits, predictModel } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { peopleSchema } from '../cells/models/people-schema.ts';
import { peopleOf, type PeopleRequest } from './people-of.ts';

let request: PeopleRequest;
const split = async () => prepareDataset(await datasets.german.load(), { seed: 0 });

beforeAll(async () => {
  const prepared = await split();
  const model = await fitReference({ dataset: prepared });
  const { x, y, subgroups } = prepared.test;
  await using scope = createCompileScope();
  const problem = {
    ...{ x, scope, seed: 0, margins: [0, 0.2] },
    actionSet: actionSetFromFeatureSpace(prepared.featureSpace),
    cost: { norm: 'l1' as const },
    solver: solvers.linear,
  };
  const teacher = { logits: modelLogits(model.model), parameters: model.parameters };
  const evaluated = await evaluateTeacher({ ...problem, teacher });
  const record = await evaluateStudent({
    ...{ ...problem, labels: y, groups: subgroups, about: {} },
    teacher: evaluated,
    student: teacher,
  });
  const teacherMargins = favourableMargins(await predictModel(model.model, model.parameters, x));
  request = { split: prepared, evaluated, teacherMargins, record, seed: 0 };
});

describe('peopleOf', () => {
  it('tells of ten of the denied, each with an action as the file has it', async () => {
    const people = peopleOf(request);
    expect(people).toHaveLength(10);
    expect(peopleSchema.parse(people)).toEqual(people);
    const { test, encoder } = await split();
    const rows = encoder.decodeRows(test.x);
    for (const { row, teacherMargin, studentGrants, action } of people) {
      expect(request.record.population).toContain(row);
      expect(teacherMargin).toBeLessThanOrEqual(0);
      expect(studentGrants).toBe(false);
      expect(action?.teacherMargin).toBeGreaterThan(0.199);
      expect(action?.studentMargin).toBe(action?.teacherMargin);
      expect(action?.kept).toBe(true);
      for (const { feature, from, to } of action?.changes ?? []) {
        if (typeof from === 'string') expect(from).toBe(rows[row]![feature]);
        else expect(from).toBeCloseTo(Number(rows[row]![feature]), 2);
        expect(to).not.toBe(from);
      }
    }
  });

  it('chooses them by the seed', () => {
    const chosen = (seed: number) => peopleOf({ ...request, seed }).map(({ row }) => row);
    expect(chosen(0)).toEqual(chosen(0));
    expect(chosen(1)).not.toEqual(chosen(0));
  });

  it('puts those without an action behind those with one', () => {
    const [first, lead] = request.record.margins;
    const only = request.record.population.length - 1;
    const valid = Uint8Array.from(lead!.teacher.valid, (_, place) => Number(place === only));
    const margins = [first!, { ...lead!, teacher: { ...lead!.teacher, valid } }];
    const people = peopleOf({ ...request, record: { ...request.record, margins } });
    expect(people.map(({ action }) => action !== null)).toEqual([true, ...Array<boolean>(9).fill(false)]);
    expect(people[0]?.row).toBe(request.record.population[only]);
  });
});
