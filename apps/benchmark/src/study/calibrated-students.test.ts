import { prepareDataset, syntheticDataset } from '@cfq/datasets';
import { packNetwork, verifyPacked } from '@cfq/deploy';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import {
  methods,
  mlp,
  networkOfStudent,
  predictStudent,
  teacherRecourse,
  trainStudent,
  trainTeacher,
  type Teacher,
  type TeacherRecourse,
} from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';

const dataset = prepareDataset(syntheticDataset({ shape: 'curved', rows: 500, seed: 0, noise: 0.05 }), {
  seed: 0,
});
const model = mlp({ inputWidth: dataset.featureSpace.width, hidden: [16, 8] });
let teacher: Teacher;
let recourse: TeacherRecourse;
beforeAll(async () => {
  teacher = await trainTeacher({ model, dataset, seed: 0 });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  recourse = await teacherRecourse({ teacher, dataset, actionSet });
}, 60_000);

describe('students that are only calibrated', () => {
  const calibrated = [
    'ptq4',
    'ptq8',
    'mixed-ptq',
    'ptq',
    'ptq-awq',
    'ptq-gptq',
    'ptq-adaround',
    'ptq-brecq',
    'cf-ptq',
    'cf-ptq-sensitivity',
    'cf-ptq-faithful',
  ] as const;
  it.each(calibrated)('%s is packed, and the file decides as the student does', async (name) => {
    const student = await trainStudent({
      ...{ method: methods[name], teacher, dataset, recourse, budgetBits: 4, seed: 0, steps: 40 },
    });
    if (student.kind !== 'quantized') throw new Error(`${name} is not quantized`);
    const { bytes, layers } = await packNetwork(networkOfStudent(student));
    expect(layers.map(({ bits }) => bits)).toEqual(student.allocation.map(({ bits }) => bits));
    const x = dataset.test.x;
    const expected = await predictStudent(student, x);
    const settings = [{ runtime: 'native', optimization: 'basic' }] as const;
    for (const verdict of await verifyPacked({ bytes, x, expected, settings })) {
      expect(verdict.agreement).toBe(1);
      expect(verdict.largestDifference).toBeLessThan(1e-3);
    }
  });
});
