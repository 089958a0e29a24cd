import { createCompileScope, ndarray, randomStream, scalar, type NDArray } from '@cfq/jit';
import { actionSetFromFeatureSpace, assertFeasible } from '@cfq/recourse';
import { afterAll, describe, expect, it } from 'vitest';
import { equalWeights } from '../decision/class-weights.ts';
import { methods } from '../methods/methods.ts';
import { predictModel } from '../model/model-logits.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainTeacher } from './train-teacher.ts';
import { trainStudent } from '../student/train-student.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';
import type { ModelParameters } from '../model/model.ts';
import { consistencyTrainer } from './consistency-trainer.ts';
import { marginTrainer } from './margin-trainer.ts';
import { ownRecourse, recoursePeriod, type OwnRecourse } from './own-recourse.ts';
import { standardTrainer } from './standard-trainer.ts';
import type { RecourseTrainerSetting, TeacherTrainer } from './teacher-trainer.ts';

const { dataset, model } = syntheticProblem();
const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
const scope = createCompileScope();
afterAll(() => scope.dispose());
const epochs = 12;
const setting = (stream = randomStream(0, 'teacher')): RecourseTrainerSetting => ({
  model,
  train: dataset.train,
  stream,
  seed: 0,
  batch: 64,
  epochs,
  stepsPerEpoch: 7,
  dropout: 0,
  classWeights: equalWeights,
  period: recoursePeriod({ epochs }),
  threads: 1,
  actionSet,
  cost: { norm: 'l1' },
  scope,
});

async function run<State>(trainer: TeacherTrainer<State>, upTo = epochs): Promise<State[]> {
  const states = [trainer.start];
  for (let epoch = 0; epoch < upTo; epoch += 1) {
    const { state } = await trainer.advance(states.at(-1)!, {
      epoch,
      learningRate: ndarray(new Float32Array(7).fill(5e-3), [7]),
      weightDecay: scalar(0),
    });
    states.push(state);
  }
  return states;
}

async function marginsAt(parameters: ModelParameters, { points, count }: OwnRecourse): Promise<number[]> {
  const { data } = await predictModel(model, parameters, points);
  return Array.from({ length: count }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
}
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('ownRecourse', () => {
  it('leads from denied rows by permitted actions to the boundary of the model it is given', async () => {
    const parameters = (await run(standardTrainer(setting()))).at(-1)!.trainable;
    const own = await ownRecourse(setting(), parameters, randomStream(1));
    const reached = await marginsAt(parameters, own);
    expect(own.count).toBeGreaterThan(50);
    expect(Math.min(...reached)).toBeGreaterThan(0);
    expect(mean(reached)).toBeLessThan(0.02);
    const { data } = await predictModel(model, parameters, dataset.train.x);
    const denied = Array.from(dataset.train.y.keys()).filter((row) => data[2 * row + 1]! <= data[2 * row]!);
    expect(own.count).toBeLessThanOrEqual(denied.length);
    const width = model.inputWidth;
    const rowOf = (x: NDArray, row: number): Float32Array =>
      Float32Array.from(x.data.subarray(row * width, (row + 1) * width));
    for (let point = 0; point < 20; point += 1) {
      const end = rowOf(own.points, point);
      const starts = denied.some((row) => {
        const x = rowOf(dataset.train.x, row);
        try {
          const delta = end.map((value, i) => value - x[i]!);
          assertFeasible(ndarray(x, [1, width]), ndarray(delta, [1, width]), actionSet);
          return true;
        } catch {
          return false;
        }
      });
      expect(starts).toBe(true);
    }
  });

  it('is asked for a few times in a run, for the first time after some training', () => {
    expect(recoursePeriod({ epochs: 30 })).toBe(5);
    expect(recoursePeriod({ epochs: 8 })).toBe(1);
    expect(recoursePeriod({ bestEpoch: 0 })).toBe(1);
    expect(recoursePeriod({ bestEpoch: 6 })).toBe(4);
    expect(() => recoursePeriod({ epochs: 1 })).toThrow('expected epochs from 2');
  });
});

describe('marginTrainer', () => {
  it('is the standard trainer until recourse is solved, and from then on raises the margin there', async () => {
    const trainer = marginTrainer(setting());
    const states = await run(trainer);
    const plain = await run(standardTrainer(setting()));
    const period = trainer.firstKeepableEpoch;
    const before = states[period]!.model.trainable;
    for (const [layer, { weight }] of Object.entries(before)) {
      weight.data.forEach((value, i) => {
        expect(value).toBeCloseTo(plain[period]!.trainable[layer]!.weight.data[i]!, 4);
      });
    }
    const { recourse, model: after } = states[2 * period]!;
    const shortfall = (margins: readonly number[]): number => mean(margins.map((m) => Math.max(0, 0.2 - m)));
    const start = shortfall(await marginsAt(before, recourse));
    const withHinge = shortfall(await marginsAt(after.trainable, recourse));
    const without = shortfall(await marginsAt(plain[2 * period]!.trainable, recourse));
    expect(start).toBeCloseTo(0.2, 1);
    expect(withHinge).toBeLessThan(without);
  });
});

describe('consistencyTrainer', () => {
  it('two teachers disagree less at their recourse points than two that grew up apart', async () => {
    const stream = randomStream(0, 'teacher');
    const last = (await run(consistencyTrainer(setting(stream)))).at(-1)!;
    const { first, second } = last.pair.trainable;
    const alone = (await run(standardTrainer(setting(stream)))).at(-1)!.trainable;
    const other = (await run(standardTrainer(setting(stream.split('second'))))).at(-1)!.trainable;
    const apart = async (one: ModelParameters, two: ModelParameters): Promise<number> => {
      const own = await ownRecourse(setting(), one, randomStream(2));
      const [a, b] = [await marginsAt(one, own), await marginsAt(two, own)];
      return mean(a.map((m, row) => (m - b[row]!) ** 2));
    };
    expect(await apart(first, second)).toBeLessThan(0.5 * (await apart(alone, other)));
    expect(await apart(second, first)).toBeLessThan(0.5 * (await apart(other, alone)));
    expect(second).not.toEqual(first);
  });
});

describe('trainTeacher with a variant', () => {
  const options = { epochs: 10, decay: 0, learningRate: 1e-2 };

  it.each(['margin', 'consistency'] as const)(
    '%s: its name is kept, the same seed gives the same bits',
    async (variant) => {
      const teacher = await trainTeacher({ model, dataset, seed: 3, variant, options });
      const again = await trainTeacher({ model, dataset, seed: 3, variant, options });
      const standard = await trainTeacher({ model, dataset, seed: 3, options });
      expect(teacher.variant).toBe(variant);
      expect(again.parameters).toEqual(teacher.parameters);
      expect(standard.parameters).not.toEqual(teacher.parameters);
      expect(teacher.training.bestEpoch).toBeGreaterThanOrEqual(recoursePeriod({ epochs: 10 }));
    },
  );

  it.each(['margin', 'consistency'] as const)(
    '%s: is refused where it knows no more than the class frequencies',
    async (variant) => {
      const noise = <Part extends { readonly y: Int32Array }>(part: Part): Part => ({
        ...part,
        y: part.y.map((_, row) => ((row * 7919) % 10 < 7 ? 1 : 0)),
      });
      const shuffled = { ...dataset, train: noise(dataset.train), validation: noise(dataset.validation) };
      const short = { epochs: 2, learningRate: 1e-6 };
      await expect(
        trainTeacher({ model, dataset: shuffled, seed: 0, variant, options: short }),
      ).rejects.toThrow(UninformativeTeacherError);
    },
  );

  it('needs to know what people may do, and a method its own kind of teacher', async () => {
    const { train, validation } = dataset;
    await expect(
      trainTeacher({ model, dataset: { train, validation }, seed: 0, variant: 'margin' }),
    ).rejects.toThrow('expected an action set or a feature space, got neither');
    const teacher = await trainTeacher({ model, dataset, seed: 0, options });
    const problem = { teacher, dataset, budgetBits: 4, seed: 0, steps: 20 };
    await expect(trainStudent({ ...problem, method: methods['r-margin'] })).rejects.toThrow(
      "trainStudent: r-margin keeps the promises of its own kind of teacher (expected variant margin, got standard). Train it with trainTeacher({ variant: 'margin' }).",
    );
  });
});
