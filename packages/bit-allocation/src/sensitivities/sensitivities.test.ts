import { ndarray, randomStream } from '@cfq/jit';
import { describe, expect, test } from 'vitest';
import { counterfactualSensitivity } from './counterfactual-sensitivity.ts';
import { lossSensitivity } from './loss-sensitivity.ts';
import type { EvaluateLoss } from './measure-sensitivity.ts';
import { sensitivities, sensitivityName } from './sensitivities.ts';

const layers = [
  { layer: 'a', parameters: 3 },
  { layer: 'b', parameters: 5 },
];
const candidates = [2, 4];

/** A loss with a known answer: the row's sum, plus its label, plus what each quantized layer adds. */
const evaluate: EvaluateLoss = (trial, { x, labels, weights }) => {
  const penalty = trial.reduce(
    (sum, { layer, bits }) => sum + (bits === null ? 0 : (layer === 'a' ? 10 : 1) / bits),
    0,
  );
  const [rows, columns] = x.shape as [number, number];
  let total = 0;
  for (let row = 0; row < rows; row += 1) {
    let value = labels.data[row]! + penalty * x.data[row * columns]!;
    for (let column = 0; column < columns; column += 1) value += x.data[row * columns + column]!;
    total += weights.data[row]! * value;
  }
  return total;
};

describe('lossSensitivity', () => {
  test('is the mean rise of the loss with one layer quantized, for any batch size', async () => {
    const x = ndarray([1, 2, 3, 4, 5, 6], [3, 2]);
    for (const batchSize of [1, 2, 3, 7]) {
      const measured = await lossSensitivity({
        layers,
        candidates,
        x,
        labels: [1, 0, 1],
        evaluate,
        batchSize,
      });
      expect(measured.baseline).toBeCloseTo((21 + 2) / 3, 6);
      expect(measured.rows).toBe(3);
      // The penalty multiplies the first column, whose mean is 3.
      const expected = [
        [(10 / 2) * 3, (10 / 4) * 3],
        [(1 / 2) * 3, (1 / 4) * 3],
      ];
      measured.rise.flat().forEach((rise, index) => expect(rise).toBeCloseTo(expected.flat()[index]!, 6));
    }
  });

  test('every batch has the same shape, so that a compiled loss is traced once', async () => {
    const shapes = new Set<string>();
    const x = randomStream(41).normal([10, 3]);
    const labels = new Int32Array(10);
    const spy: EvaluateLoss = (_trial, batch) => {
      shapes.add(JSON.stringify([batch.x.shape, batch.labels.shape, batch.weights.shape]));
      return 0;
    };
    const progress: number[] = [];
    await lossSensitivity({
      layers,
      candidates,
      x,
      labels,
      evaluate: spy,
      batchSize: 4,
      onProgress: (done, total) => progress.push(done / total),
    });
    expect([...shapes]).toEqual(['[[4,3],[4],[4]]']);
    expect(progress).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });

  test('stops when told, and refuses what it cannot measure', async () => {
    const x = ndarray([1, 2], [1, 2]);
    const labels = [0];
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(lossSensitivity({ layers, x, labels, evaluate, signal })).rejects.toThrow('enough');
    await expect(lossSensitivity({ layers, x, labels: [], evaluate })).rejects.toThrow(/a label for each/);
    await expect(lossSensitivity({ layers, x, labels, evaluate: () => Number.NaN })).rejects.toThrow(
      /NaN with no layer quantized/,
    );
    await expect(lossSensitivity({ layers, x, labels, evaluate, batchSize: 0 })).rejects.toThrow(/batchSize/);
  });
});

describe('counterfactualSensitivity', () => {
  const factual = ndarray([1, 2, 3, 4, 5, 6], [3, 2]);
  const delta = ndarray([0.5, 0, 100, 100, 1, -1], [3, 2]);

  test('measures at the recourse points of the rows whose action succeeds, against the target', async () => {
    const measured = await counterfactualSensitivity({
      layers,
      candidates,
      factual,
      delta,
      target: 1,
      valid: [1, 0, 1],
      evaluate,
      batchSize: 2,
    });
    // Points (1.5, 2) and (6, 5): first column means 3.75; sums 3.5 and 11; label 1 each.
    expect(measured.rows).toBe(2);
    expect(measured.baseline).toBeCloseTo((3.5 + 11) / 2 + 1, 6);
    expect(measured.rise[0]![0]).toBeCloseTo(5 * 3.75, 6);
    expect(measured.rise[1]![1]).toBeCloseTo(0.25 * 3.75, 6);
  });

  test('without a validity every row counts; without a valid row there is nothing to measure', async () => {
    const shared = { layers, factual, delta, target: 1, evaluate };
    expect((await counterfactualSensitivity(shared)).rows).toBe(3);
    await expect(counterfactualSensitivity({ ...shared, valid: [0, 0, 0] })).rejects.toThrow(/no row has/);
    await expect(counterfactualSensitivity({ ...shared, valid: [1] })).rejects.toThrow(/must agree/);
  });
});

test('the registry names its entries', () => {
  for (const name of Object.keys(sensitivities)) expect(sensitivityName(name)).toBe(name);
  const known = Object.keys(sensitivities).join(', ');
  expect(() => sensitivityName('hessian')).toThrow(
    `unknown sensitivity "hessian" (expected one of ${known})`,
  );
});
