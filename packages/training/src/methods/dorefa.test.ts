import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { networkOfStudent } from '../student/network-of-student.ts';
import { trainStudent } from '../student/train-student.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { dorefaMethod } from './dorefa.ts';
import type { Teacher } from '../model/teacher.ts';

// What holds for every method is tested on this one from `methods.test.ts`; here is what is its own.
describe('dorefa', () => {
  const { dataset, model } = syntheticProblem();
  let teacher: Teacher;
  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0 });
  }, 60_000);

  it('stores indices into the even levels from -1 to 1, whatever the size of the weights', async () => {
    const student = await trainStudent({
      ...{ method: dorefaMethod, teacher, dataset, budgetBits: 2, seed: 0, steps: 20 },
    });
    for (const { weight } of networkOfStudent(student).layers) {
      if (weight.kind !== 'codebook') throw new Error(`expected a codebook, got ${weight.kind}`);
      const levels = Array.from(weight.codebook, (level) => level * weight.scale[0]!);
      [-1, -1 / 3, 1 / 3, 1].forEach((level, at) => expect(levels[at]).toBeCloseTo(level, 6));
      expect(Math.max(...weight.codes)).toBeLessThan(4);
    }
  }, 60_000);
});
