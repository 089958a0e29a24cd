import { describe, expect, it } from 'vitest';
import { datasets, prepareDataset, takeSplitRows } from '@cfq/datasets';
import { deniedRows } from '../model/favourable-class.ts';
import { predictModel } from '../model/model-logits.ts';
import { crossValidatedLosses } from './cross-validated-losses.ts';
import { fitReference } from './fit-reference.ts';
import { sparseRows } from './sparse-rows.ts';

const dataset = prepareDataset(await datasets.german.load(), { seed: 0 });
const { train, test } = dataset;
const rows = [...train.y.keys()];

describe('crossValidatedLosses', () => {
  it('has the losses of models that were fitted without the rows, fold by fold', async () => {
    const { losses } = crossValidatedLosses({
      x: sparseRows(train.x),
      labels: train.y,
      weights: new Float64Array(train.y.length).fill(1),
      runs: [{ decay: 3 }],
    })[0]!;
    const inClass = rows.map((row) => rows.slice(0, row).filter((r) => train.y[r] === train.y[row]).length);
    for (const fold of [0, 4]) {
      const held = rows.filter((row) => inClass[row]! % 5 === fold);
      const kept = rows.filter((row) => inClass[row]! % 5 !== fold);
      const validation = takeSplitRows(train, Int32Array.from(held));
      const fitted = await fitReference({
        dataset: { train: takeSplitRows(train, Int32Array.from(kept)), validation },
        decays: [(3 * kept.length) / rows.length],
      });
      const mean = held.reduce((sum, row) => sum + losses[row]!, 0) / held.length;
      expect(fitted.scores.loss).toBeCloseTo(mean, 5);
    }
  });
});

describe('the penalty of fitReference', () => {
  it('denies about as many as a regression that is hardly penalised, with few validation rows', async () => {
    const denied = async (decays?: number[]) => {
      const { model, parameters } = await fitReference({ dataset, decays });
      return deniedRows(await predictModel(model, parameters, test.x)).length;
    };
    expect(await denied()).toBeGreaterThan(0.7 * (await denied([0.1])));
  });
});
