import { prepareDataset, syntheticDataset, type PreparedDataset } from '@cfq/datasets';
import { ndarray, takeRows } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { classificationScores, majorityShare } from '../model/classification-scores.ts';
import { predictModel } from '../model/model-logits.ts';
import { parseDecisionRule } from '../decision/decision-rule.ts';
import { methods } from '../methods/methods.ts';
import { deniedRows, favourableMargins } from '../model/favourable-class.ts';
import { mlp } from '../model/mlp.ts';
import { fitReference } from '../reference/fit-reference.ts';
import { predictStudent } from '../student/predict-student.ts';
import { trainStudent } from '../student/train-student.ts';
import { decayPath, teacherOptions } from './teacher-options.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainTeacher } from './train-teacher.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';
import type { Teacher } from '../model/teacher.ts';

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

  it('chooses its decay on a short path, the one it would have had if it had been told', async () => {
    const { parameters, training, scores } = await trainTeacher({ model, dataset, seed: 2 });
    expect(training.path.map(({ decay }) => decay)).toEqual([...decayPath]);
    const lowest = Math.min(...training.path.map(({ loss }) => loss));
    expect(scores.loss).toBeLessThan(1.05 * lowest);
    const told = await trainTeacher({ model, dataset, seed: 2, options: { decay: training.decay } });
    expect(told.parameters).toEqual(parameters);
    expect(told.training.path).toHaveLength(1);
  });

  it('says whether it has converged: not after an epoch, and it runs on where no length was asked for', async () => {
    const short = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 4, decay: 1 } });
    expect(short.training).toMatchObject({ converged: false, epochs: 4 });
    const free = await trainTeacher({ model, dataset, seed: 0, options: { decay: 1 } });
    expect(free.training.converged).toBe(true);
    expect(free.scores.loss).toBeLessThan(short.scores.loss);
  });

  it('is as good as a reference that has the right shape, on few and nearly noiseless rows', async () => {
    const clean = prepareDataset(syntheticDataset({ shape: 'linear', rows: 300 }), { seed: 0 });
    const wide = mlp({ inputWidth: clean.featureSpace.width });
    const accuracyOf = async ({ model: of, parameters }: Teacher): Promise<number> =>
      classificationScores(await predictModel(of, parameters, clean.test.x), clean.test.y).accuracy;
    const teacher = await trainTeacher({ model: wide, dataset: clean, seed: 0 });
    const reference = await fitReference({ dataset: clean });
    expect(await accuracyOf(reference)).toBeGreaterThan(0.93);
    // 90 test rows: one standard deviation is 2 points.
    expect(await accuracyOf(teacher)).toBeGreaterThan((await accuracyOf(reference)) - 0.05);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainTeacher({ model, dataset, seed: 0, signal })).rejects.toThrow('enough');
  });
});

describe('where a class is rare', () => {
  const { dataset, model } = syntheticProblem();
  /** One in eight of the unfavourable rows. */
  const thinned = (part: PreparedDataset['train']): PreparedDataset['train'] => {
    let seen = 0;
    const rows = Array.from(part.y.keys()).filter((row) => part.y[row] === 1 || seen++ % 8 === 0);
    const y = Int32Array.from(rows, (row) => part.y[row]!);
    return { ...part, x: takeRows(part.x, rows) as typeof part.x, y };
  };
  const rare = { ...dataset, train: thinned(dataset.train), validation: thinned(dataset.validation) };
  const options = { epochs: 30, decay: 1, learningRate: 5e-3 };
  const shareGranted = async (teacher: Teacher): Promise<number> => {
    const { x, y } = rare.validation;
    const denied = deniedRows(await predictModel(teacher.model, teacher.parameters, x));
    return 1 - denied.length / y.length;
  };

  it('judges by loss and AUC: a teacher that grants nearly everybody is none the worse', async () => {
    expect(majorityShare(rare.train.y)).toBeGreaterThan(0.85);
    const teacher = await trainTeacher({ model, dataset: rare, seed: 0, options });
    expect(teacher.scores.auc).toBeGreaterThan(0.8);
    expect(teacher.scores.loss).toBeLessThan(teacher.scores.baseRateLoss);
  });

  it('folds in the cut-off that its rule chooses: margins above 0 are probabilities above it', async () => {
    const plain = await trainTeacher({ model, dataset: rare, seed: 0, options });
    const odds = favourableMargins(await predictModel(model, plain.parameters, rare.validation.x));
    for (const rule of ['0.9', 'acceptance:0.75', 'cost:10:1', 'f1', 'youden']) {
      const decision = parseDecisionRule(rule);
      const teacher = await trainTeacher({ model, dataset: rare, seed: 0, options, decision });
      const margins = favourableMargins(await predictModel(model, teacher.parameters, rare.validation.x));
      expect(teacher.decision.rule).toBe(rule);
      expect(margins.map((margin) => Number(margin > 0))).toEqual(
        odds.map((odd) => Number(1 / (1 + Math.exp(-odd)) > teacher.decision.threshold)),
      );
      // Cut-offs change decisions, not probabilities.
      expect(teacher.scores.loss).toBeCloseTo(plain.scores.loss, 5);
      expect(teacher.scores.auc).toBeCloseTo(plain.scores.auc, 5);
      if (rule.startsWith('acceptance')) expect(await shareGranted(teacher)).toBeCloseTo(0.75, 1);
    }
  });

  it('denies more where both classes weigh the same, and is held against the weighted frequencies', async () => {
    const plain = await trainTeacher({ model, dataset: rare, seed: 0, options });
    const classWeights = 'balanced';
    const balanced = await trainTeacher({ model, dataset: rare, seed: 0, options, classWeights });
    const { favourable, unfavourable } = balanced.classWeights;
    const share = majorityShare(rare.train.y);
    expect(unfavourable / favourable).toBeCloseTo(share / (1 - share), 9);
    expect(await shareGranted(balanced)).toBeLessThan((await shareGranted(plain)) - 0.03);
    expect(balanced.scores.baseRateLoss).toBeCloseTo(Math.log(2), 1);
  });

  it('is refused before training where there are too few rows of it', async () => {
    const one = { ...rare.train, y: rare.train.y.map((_, row) => Number(row > 0)) };
    await expect(trainTeacher({ model, dataset: { ...rare, train: one }, seed: 0 })).rejects.toThrow(
      'at least 5 rows of each, train has 1 row of the unfavourable class',
    );
  });

  it('its students carry the same cut-off though they learn from labels', async () => {
    const decision = parseDecisionRule('0.9');
    const teacher = await trainTeacher({ model, dataset: rare, seed: 0, options, decision });
    const student = await trainStudent({
      ...{ method: methods.lsq, teacher, dataset: rare, budgetBits: 8, seed: 0, steps: 400 },
    });
    const again = await trainStudent({
      ...{ method: methods.retrained, teacher, dataset: rare, budgetBits: 32, seed: 0 },
      teacherOptions: options,
    });
    const { x } = rare.validation;
    const promised = favourableMargins(await predictModel(model, teacher.parameters, x));
    for (const made of [student, again]) {
      const margins = favourableMargins(await predictStudent(made, x));
      const apart = mean(margins) - mean(promised);
      // Without the cut-off margins would lie ln 9 = 2.2 higher.
      expect(Math.abs(apart)).toBeLessThan(0.8);
    }
  });
});

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

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
    expect(() => teacherOptions(100, { decayScale: -1 })).toThrow('trainTeacher: decayScale is a factor');
    expect(() => teacherOptions(100, { dropout: 1 })).toThrow('trainTeacher: dropout is a probability');
    const best = { keep: 'best' } as object;
    expect(() => teacherOptions(100, best)).toThrow('expected one of loss, accuracy, last, got best');
  });
});

describe('classificationScores', () => {
  it('is the mean negative log-probability and the share of right answers', () => {
    const { loss, accuracy } = classificationScores(ndarray([0, 0, 1, 3], [2, 2]), Int32Array.of(0, 0));
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(1 + Math.exp(2))) / 2, 12);
    expect(accuracy).toBe(0.5);
  });

  it('holds probabilities against labels, whatever the cut-off, and weighs rows by class', () => {
    // Log-odds 1 and −1 once the cut-off of 2 is out again; the row that is denied at the cut-off is right at even odds.
    const logits = ndarray([0, -1, 0, -3], [2, 2]);
    const labels = Int32Array.of(1, 1);
    const classWeights = { favourable: 1, unfavourable: 3 };
    const { loss, accuracy } = classificationScores(logits, labels, { decision: { logit: 2 }, classWeights });
    expect(loss).toBeCloseTo((Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(1))) / 2, 12);
    expect(accuracy).toBe(0);
    const both = classificationScores(logits, Int32Array.of(1, 0), { decision: { logit: 2 }, classWeights });
    expect(both.loss).toBeCloseTo(Math.log(1 + Math.exp(-1)), 12);
    const unsure = classificationScores(ndarray([0, 0, 0, Math.log(3)], [2, 2]), Int32Array.of(1, 0), {
      decision: { logit: 0 },
      classWeights,
    });
    expect(unsure.loss).toBeCloseTo((Math.log(2) + 3 * Math.log(4)) / 4, 6);
  });

  it('refuses labels of other rows', () => {
    expect(() => classificationScores(ndarray([0, 0], [1, 2]), Int32Array.of(0, 1))).toThrow(
      'classificationScores',
    );
  });
});
