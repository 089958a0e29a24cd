import { createCompileScope, ndarray, randomStream, scalar } from '@cfq/jit';
import { afterAll, describe, expect, it } from 'vitest';
import { classificationScores } from '../model/classification-scores.ts';
import { logisticRegression } from '../model/logistic-regression.ts';
import { predictModel } from '../model/model-logits.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { standardTrainer } from './standard-trainer.ts';
import type { TeacherOptions } from './teacher-options.ts';
import { trainTeacher } from './train-teacher.ts';

const { dataset, model } = syntheticProblem();
const scope = createCompileScope();
afterAll(() => scope.dispose());
const short = { epochs: 30, patience: 30, decay: 2, learningRate: 2e-2 };
const trained = (options: TeacherOptions) =>
  trainTeacher({ model, dataset, seed: 1, scope, options: { ...short, ...options } });

describe('teachers as others train them', () => {
  it('have a share of the decay: that which they would have if they were told', async () => {
    const [scaled, told] = [await trained({ decayScale: 0.25 }), await trained({ decay: 0.5 })];
    expect(scaled.parameters).toEqual(told.parameters);
    expect([scaled.training.decay, scaled.training.path.map(({ decay }) => decay)]).toEqual([0.5, [2]]);
    const none = await trained({ decayScale: 0 });
    expect(none.parameters).toEqual((await trained({ decay: 0 })).parameters);
  });

  it('keep the epoch of the highest accuracy, or the last of all', async () => {
    const accurate = await trained({ keep: 'accuracy' });
    const plain = await trained({});
    const accuracy = async ({ parameters }: typeof plain): Promise<number> => {
      const logits = await predictModel(model, parameters, dataset.validation.x, { scope });
      return classificationScores(logits, dataset.validation.y).accuracy;
    };
    expect(await accuracy(accurate)).toBeGreaterThanOrEqual(await accuracy(plain));
    const last = await trained({ keep: 'last', patience: 1 });
    expect([last.training.epochs, last.training.bestEpoch]).toEqual([30, 29]);
  });

  it('are taken at a loss above that of the class frequencies where the loss did not choose them', async () => {
    const y = dataset.train.y.map((_, row) => ((row * 7919) % 10 < 5 ? 1 : 0));
    const noise = { train: { ...dataset.train, y }, validation: dataset.validation };
    const options = { ...short, keep: 'last' as const, decay: 0, epochs: 60 };
    const { scores } = await trainTeacher({ model, dataset: noise, seed: 1, scope, options });
    expect(scores.loss).toBeGreaterThan(scores.baseRateLoss);
  });

  it('leave out hidden outputs while they learn, others at each step, the same for a seed', async () => {
    const [one, again, without] = [
      await trained({ dropout: 0.4 }),
      await trained({ dropout: 0.4 }),
      await trained({}),
    ];
    expect(again.parameters).toEqual(one.parameters);
    expect(one.parameters).not.toEqual(without.parameters);
  });

  it('refuse dropout of a model that has nothing to leave out, and of a variant', async () => {
    const logistic = logisticRegression({ inputWidth: model.inputWidth });
    for (const options of [{ dropout: 0.1 }, { keep: 'last' as const }, { decayScale: 0 }]) {
      await expect(trainTeacher({ model: logistic, dataset, seed: 0, options })).rejects.toThrow(
        /without hidden layers is solved to its optimum/,
      );
    }
    await expect(
      trainTeacher({ model, dataset, seed: 0, variant: 'margin', options: { dropout: 0.1 } }),
    ).rejects.toThrow(/expected 0 for variant margin, got 0.1/);
  });
});

it('expects of a step with dropout the loss of one without, where the margin is linear in the hidden outputs', async () => {
  // With a learning rate of 0 the parameters stay, and the step losses are those of the masked network.
  const setting = {
    ...{ model, train: dataset.train, seed: 0, batch: 64, epochs: 1, stepsPerEpoch: 60, threads: 1, scope },
    classWeights: { favourable: 1, unfavourable: 1 },
  };
  const losses = async (dropout: number): Promise<number> => {
    const trainer = standardTrainer({ ...setting, dropout, stream: randomStream(4, 'teacher') });
    const { losses: found } = await trainer.advance(trainer.start, {
      epoch: 0,
      learningRate: ndarray(new Float32Array(60), [60]),
      weightDecay: scalar(0),
    });
    return Array.from(found).reduce((sum, loss) => sum + loss / found.length, 0);
  };
  // Jensen: noise on the logits can only raise the mean of a convex loss, and little of it does so little.
  const [without, little, much] = [await losses(0), await losses(0.01), await losses(0.5)];
  expect(little).toBeCloseTo(without, 1);
  expect(much).toBeGreaterThan(without);
});
