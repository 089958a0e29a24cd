import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { classificationScores, majorityShare } from '../model/classification-scores.ts';
import { predictModel } from '../model/model-logits.ts';
import { teacherOptions } from './teacher-options.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainTeacher } from './train-teacher.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';

describe('trainTeacher', () => {
  const { dataset, model } = syntheticProblem();

  it('learns a known boundary far better than the majority class', async () => {
    const teacher = await trainTeacher({ model, dataset, seed: 0 });
    const logits = await predictModel(model, teacher.parameters, dataset.test.x);
    const { accuracy } = classificationScores(logits, dataset.test.y);
    expect(accuracy).toBeGreaterThan(majorityShare(dataset.test.y) + 0.1);
  });

  it('keeps the parameters of the lowest validation loss, not the last', async () => {
    const options = { epochs: 30, patience: 30, decay: 0, learningRate: 2e-2 };
    const teacher = await trainTeacher({ model, dataset, seed: 1, options });
    const losses = teacher.training.history.map(({ validationLoss }) => validationLoss);
    expect(teacher.scores.loss).toBe(Math.min(...losses));
    expect(teacher.training.bestEpoch).toBe(losses.indexOf(teacher.scores.loss));
    const logits = await predictModel(model, teacher.parameters, dataset.validation.x);
    expect(classificationScores(logits, dataset.validation.y).loss).toBeCloseTo(teacher.scores.loss, 10);
  });

  it('stops once the validation loss has not fallen for the patience given', async () => {
    const options = { epochs: 200, patience: 3, decay: 0, learningRate: 3e-2 };
    const { training } = await trainTeacher({ model, dataset, seed: 1, options });
    const { history, bestEpoch } = training;
    expect(history.length).toBeLessThan(200);
    expect(history.length).toBe(bestEpoch + 1 + 3);
  });

  it('gives the same bits for the same seed and others for another', async () => {
    const options = { epochs: 8 };
    const [first, again, other] = await Promise.all(
      [3, 3, 4].map((seed) => trainTeacher({ model, dataset, seed, options })),
    );
    expect(again?.parameters).toEqual(first?.parameters);
    expect(other?.parameters).not.toEqual(first?.parameters);
  });

  it('refuses a teacher of labels that the columns say nothing about', async () => {
    const noise = <Part extends { readonly y: Int32Array }>(part: Part): Part => ({
      ...part,
      y: part.y.map((_, row) => ((row * 7919) % 10 < 7 ? 1 : 0)),
    });
    const shuffled = { train: noise(dataset.train), validation: noise(dataset.validation) };
    const options = { epochs: 2, learningRate: 1e-6 };
    await expect(trainTeacher({ model, dataset: shuffled, seed: 0, options })).rejects.toThrow(
      UninformativeTeacherError,
    );
    await expect(trainTeacher({ model, dataset: shuffled, seed: 0, options })).rejects.toThrow(
      /trainTeacher: a teacher must know more than the class frequencies .* Check that the columns/,
    );
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainTeacher({ model, dataset, seed: 0, signal })).rejects.toThrow('enough');
  });
});

describe('teacherOptions', () => {
  it('takes small batches and many epochs for few rows, large and few for many', () => {
    expect(teacherOptions(595, {})).toMatchObject({ batch: 64, epochs: 223, decay: null });
    expect(teacherOptions(27_677, {})).toMatchObject({ batch: 256, epochs: 19, decay: null });
  });

  it('refuses what it does not know and what is out of range', () => {
    const misspelt: object = { epoch: 3 };
    expect(() => teacherOptions(100, misspelt)).toThrow('trainTeacher: options are known');
    expect(() => teacherOptions(100, { epochs: 0 })).toThrow('trainTeacher: epochs is a count');
    expect(() => teacherOptions(100, { learningRate: 0 })).toThrow('trainTeacher: learningRate is positive');
  });
});

describe('classificationScores', () => {
  it('is the mean negative log-probability and the share of right answers', () => {
    const { loss, accuracy } = classificationScores(ndarray([0, 0, 1, 3], [2, 2]), Int32Array.of(0, 0));
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(1 + Math.exp(2))) / 2, 12);
    expect(accuracy).toBe(0.5);
  });

  it('refuses labels of other rows', () => {
    expect(() => classificationScores(ndarray([0, 0], [1, 2]), Int32Array.of(0, 1))).toThrow(
      'classificationScores',
    );
  });
});
