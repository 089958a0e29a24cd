import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { beforeAll, describe, expect, it } from 'vitest';
import { methods, type MethodName } from '../methods/methods.ts';
import { needsRecourse } from '../recipe/needs-recourse.ts';
import { teacherRecourse, type TeacherRecourse } from '../recourse/teacher-recourse.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { predictStudent } from './predict-student.ts';
import { trainStudent } from './train-student.ts';
import type { Teacher } from '../model/teacher.ts';

const { dataset, model } = syntheticProblem();
const free = actionSetFromFeatureSpace(dataset.featureSpace);
const actionSet = { ...free, features: free.features.map((feature) => ({ ...feature, immutable: true })) };

describe('where the rules leave nobody an action', () => {
  let teacher: Teacher;
  let recourse: TeacherRecourse;
  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 20, decay: 1 } });
    recourse = await teacherRecourse({ teacher, dataset, actionSet });
  }, 60_000);

  it('the recourse of the teacher has no rows, and says how many were denied', () => {
    expect(recourse.rows).toHaveLength(0);
    expect(recourse.delta.shape).toEqual([0, model.inputWidth]);
    expect(recourse.denied).toBeGreaterThan(50);
  });

  const looking = (Object.keys(methods) as MethodName[]).filter((name) => needsRecourse(methods[name]));

  it.each(looking)('%s makes a student that learns from the rest', async (name) => {
    const student = await trainStudent({
      ...{ method: methods[name], teacher, dataset, recourse, actionSet, budgetBits: 4, seed: 0, steps: 60 },
    });
    const { data } = await predictStudent(student, dataset.validation.x);
    expect(data.every(Number.isFinite)).toBe(true);
    expect(student.averageBits).toBeLessThanOrEqual(4);
  });
});
