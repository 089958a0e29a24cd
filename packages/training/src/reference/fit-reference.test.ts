import { prepareDataset, syntheticDataset } from '@cfq/datasets';
import { referenceLogits } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { favourableMargins } from '../model/favourable-class.ts';
import { classificationScores } from '../model/classification-scores.ts';
import { logisticRegression } from '../model/logistic-regression.ts';
import { networkOfModel } from '../model/network-of-model.ts';
import { predictModel } from '../model/model-logits.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { fitReference } from './fit-reference.ts';

const dataset = prepareDataset(syntheticDataset({ shape: 'linear', rows: 600, noise: 0.05 }), { seed: 0 });

describe('fitReference', () => {
  it('finds a boundary that is one: nearly every row without noise', async () => {
    const clean = prepareDataset(syntheticDataset({ shape: 'linear', rows: 600 }), { seed: 0 });
    const reference = await fitReference({ dataset: clean });
    const logits = await predictModel(reference.model, reference.parameters, clean.test.x);
    expect(classificationScores(logits, clean.test.y).accuracy).toBeGreaterThan(0.95);
    expect(reference.training.converged).toBe(true);
    expect(reference.scores.auc).toBeGreaterThan(0.98);
    expect(reference.scores.loss).toBeLessThan(reference.scores.baseRateLoss / 3);
  });

  it('says what its parameters are worth on validation rows, and tries its path ascending', async () => {
    const { model, parameters, scores, training } = await fitReference({ dataset });
    const logits = await predictModel(model, parameters, dataset.validation.x);
    const measured = classificationScores(logits, dataset.validation.y);
    expect(scores.loss).toBeCloseTo(measured.loss, 5);
    expect(scores.accuracy).toBe(measured.accuracy);
    const decays = training.path.map(({ decay }) => decay);
    expect(decays).toEqual([...decays].sort((a, b) => a - b));
    expect(decays).toContain(training.decay);
    expect(training.path.find(({ decay }) => decay === training.decay)?.loss).toBeCloseTo(scores.loss, 6);
  });

  it('is the logistic teacher of the same rows, whatever its seed', async () => {
    const model = logisticRegression({ inputWidth: dataset.featureSpace.width });
    const reference = await fitReference({ dataset });
    for (const seed of [0, 1]) {
      const teacher = await trainTeacher({ model, dataset, seed });
      expect(teacher.parameters).toEqual(reference.parameters);
      expect(teacher.scores).toEqual(reference.scores);
      expect(teacher.model).toBe(model);
    }
    const decayed = await trainTeacher({ model, dataset, seed: 0, options: { decay: 100 } });
    expect(decayed.training.decay).toBe(100);
  });

  it('folds its cut-off in: granted is who is above the threshold, in the packed form too', async () => {
    const plain = await fitReference({ dataset });
    const cut = await fitReference({ dataset, decision: { kind: 'fixed', threshold: 0.8 } });
    const { x } = dataset.test;
    const odds = favourableMargins(await predictModel(plain.model, plain.parameters, x));
    const margins = favourableMargins(await predictModel(cut.model, cut.parameters, x));
    const network = favourableMargins(referenceLogits(networkOfModel(cut.model, cut.parameters), x));
    const granted = odds.map((odd) => Number(1 / (1 + Math.exp(-odd)) > 0.8));
    expect(margins.map((margin) => Number(margin > 0))).toEqual(granted);
    expect(network.map((margin) => Number(margin > 0))).toEqual(granted);
    expect(cut.decision).toEqual({ threshold: 0.8, logit: Math.log(0.8 / (1 - 0.8)), rule: '0.8' });
    expect(cut.scores.loss).toBeCloseTo(plain.scores.loss, 5);
    expect(cut.scores.auc).toBe(plain.scores.auc);
  });

  it.each([[[0]], [[-1]], [[]], [[1, NaN]]])('refuses penalties %j', async (decays) => {
    await expect(fitReference({ dataset, decays })).rejects.toThrow(
      'fitReference: decay of a logistic regression',
    );
  });
});
