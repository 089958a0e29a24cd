import { beforeAll, describe, expect, it } from 'vitest';
import { dorefaMethod } from '../../methods/dorefa.ts';
import { ptqAciqMethod } from '../../methods/ptq-aciq.ts';
import { predictModel } from '../../model/model-logits.ts';
import { predictStudent } from '../../student/predict-student.ts';
import { networkOfStudent } from '../../student/network-of-student.ts';
import { trainStudent } from '../../student/train-student.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import { syntheticProblem } from '../../test-help/synthetic-problem.ts';
import { biasCorrection } from './bias-correction.ts';
import { activationAware } from './activation-aware.ts';
import { gptq } from './gptq.ts';
import { toNearest } from './to-nearest.ts';
import { decodeWeights } from '@cfq/network';
import type { NDArray } from '@cfq/jit';
import type { QuantizedMethod } from '../../recipe/method.ts';
import type { Teacher } from '../../model/teacher.ts';

describe('biasCorrection', () => {
  const { dataset, model } = syntheticProblem();
  let teacher: Teacher;
  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0 });
  }, 60_000);
  const student = (round: QuantizedMethod['round'], method: QuantizedMethod = ptqAciqMethod) =>
    trainStudent({ method: { ...method, round }, teacher, dataset, budgetBits: 3, seed: 0 });

  it('the mean logits on the calibration rows are those of the teacher, where nearest codes alone shift them', async () => {
    const { x } = dataset.train;
    const mean = ({ data }: NDArray, at: number): number =>
      Array.from(data).reduce((sum, value, index) => sum + (index % 2 === at ? value : 0), 0) / x.shape[0];
    const exact = await predictModel(model, teacher.parameters, x);
    const apart = async (round: QuantizedMethod['round'], method?: QuantizedMethod): Promise<number> => {
      const said = await predictStudent(await student(round, method), x);
      return Math.max(...[0, 1].map((at) => Math.abs(mean(said, at) - mean(exact, at))));
    };
    const corrected = await apart(biasCorrection());
    expect(corrected).toBeLessThan(1e-4);
    expect(await apart(biasCorrection({ spread: true }))).toBeLessThan(1e-4);
    expect(await apart(toNearest)).toBeGreaterThan(100 * corrected);
    // A student that reads columns on few bits is held against the teacher, which does not.
    expect(await apart(biasCorrection(), { ...ptqAciqMethod, inputBits: 2 })).toBeLessThan(1e-4);
  }, 60_000);

  it('restores the spread of every channel, and moves no code', async () => {
    const [nearest, corrected] = [await student(toNearest), await student(biasCorrection({ spread: true }))];
    const spread = ({ data, shape: [inputs = 0, outputs = 0] }: NDArray, output: number): number => {
      const column = Array.from({ length: inputs }, (_, row) => data[row * outputs + output]!);
      const mean = column.reduce((sum, value) => sum + value, 0) / inputs;
      return column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const before = networkOfStudent(nearest).layers;
    networkOfStudent(corrected).layers.forEach(({ name, weight }, layer) => {
      if (weight.kind !== 'affine') throw new Error('affine');
      expect(weight.codes).toEqual((before[layer]!.weight as typeof weight).codes);
      const decoded = decodeWeights(weight);
      for (let output = 0; output < weight.shape[1]!; output += 1) {
        const exact = spread(teacher.parameters[name]!.weight, output);
        expect(Math.abs(spread(decoded, output) / exact - 1)).toBeLessThan(1e-4);
      }
    });
  }, 60_000);

  it('corrects what other stages chose, codes and all, and refuses what it cannot compare', async () => {
    const [alone, corrected] = [await student(gptq()), await student(biasCorrection({ of: gptq() }))];
    const [first, second] = [alone, corrected].map((one) => networkOfStudent(one).layers);
    first!.forEach(({ weight }, layer) => expect(second![layer]!.weight).toEqual(weight));
    expect(first!.map(({ bias }) => bias)).not.toEqual(second!.map(({ bias }) => bias));
    expect(biasCorrection({ of: gptq() }).options).toEqual({
      spread: false,
      of: 'gptq',
      damping: 0.01,
      actOrder: true,
    });
    expect(() => biasCorrection({ of: activationAware() })).toThrow(
      /got "activation-aware"\). Correct inside/,
    );
  }, 60_000);

  it('asks for a scale where the spread is to be restored', async () => {
    await expect(student(biasCorrection({ spread: true }), dorefaMethod)).rejects.toThrow(
      /spread is restored by the scale .*got codebook with largest/,
    );
  });
});
