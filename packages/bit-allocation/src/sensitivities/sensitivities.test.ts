import { ndarray, randomStream } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { sensitivityLaws } from '../testing/index.ts';
import { measureLossIncrease, type EvaluateLoss } from './measure-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';
import { sensitivities, sensitivity } from './sensitivities.ts';
import { defineSensitivity, type MeasuredModel } from './sensitivity.ts';

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

describe('measureLossIncrease', () => {
  it('is the mean rise of the loss with one layer quantized, for any batch size', async () => {
    const x = ndarray([1, 2, 3, 4, 5, 6], [3, 2]);
    for (const batchSize of [1, 2, 3, 7]) {
      const measured = await measureLossIncrease('loss', {
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
      measured.lossIncrease
        .flat()
        .forEach((rise, index) => expect(rise).toBeCloseTo(expected.flat()[index]!, 6));
    }
  });

  it('every batch has the same shape, so that a compiled loss is traced once', async () => {
    const shapes = new Set<string>();
    const x = randomStream(41).normal([10, 3]);
    const labels = new Int32Array(10);
    const spy: EvaluateLoss = (_trial, batch) => {
      shapes.add(JSON.stringify([batch.x.shape, batch.labels.shape, batch.weights.shape]));
      return 0;
    };
    const progress: number[] = [];
    await measureLossIncrease('loss', {
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

  it('stops when told, and refuses what it cannot measure', async () => {
    const x = ndarray([1, 2], [1, 2]);
    const labels = [0];
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(measureLossIncrease('loss', { layers, x, labels, evaluate, signal })).rejects.toThrow(
      'enough',
    );
    await expect(measureLossIncrease('loss', { layers, x, labels: [], evaluate })).rejects.toThrow(
      /a label for each/,
    );
    await expect(
      measureLossIncrease('loss', { layers, x, labels, evaluate: () => Number.NaN }),
    ).rejects.toThrow(/NaN with no layer quantized/);
    await expect(measureLossIncrease('loss', { layers, x, labels, evaluate, batchSize: 0 })).rejects.toThrow(
      /batchSize/,
    );
  });
});

describe('recoursePoints', () => {
  const recourse = {
    factual: ndarray([1, 2, 3, 4, 5, 6], [3, 2]),
    delta: ndarray([0.5, 0, 100, 100, 1, -1], [3, 2]),
  };

  it('are those of the people whose action succeeds, labelled with the favourable class', () => {
    const points = recoursePoints('x', { recourse: { ...recourse, valid: [1, 0, 1] }, favourableClass: 1 });
    expect(points.x).toEqual(ndarray([1.5, 2, 6, 5], [2, 2]));
    expect(Array.from(points.labels)).toEqual([1, 1]);
  });

  it('without a validity every row counts; without a valid row there is nothing to measure', () => {
    const at = (valid?: readonly number[]) =>
      recoursePoints('x', { recourse: { ...recourse, valid }, favourableClass: 1 });
    expect(at().labels).toHaveLength(3);
    expect(() => at([0, 0, 0])).toThrow(/x: no row has/);
    expect(() => at([1])).toThrow(/must agree/);
  });
});

describe.each(Object.values(sensitivities))('$name', (entry) => {
  for (const { name, check } of sensitivityLaws(entry)) it(name, check);

  it('is found by its name', () => {
    expect(sensitivity(entry.name)).toBe(entry);
  });
});

describe('the sensitivities of a model of one weight', () => {
  // m(x) = w x, logits (0, w x); at bits b the weight is w + 1 / b. Points x + δ: 1 and 3.
  const model: MeasuredModel = {
    logits: ({ only }, x) => tf.concat([tf.zerosLike(x), tf.mul<tf.Tensor2D>(x, only!.weight)], 1),
    parameters: { only: { weight: ndarray([2], [1]) } },
    quantized: (_, bits) => ({ weight: ndarray([2 + 1 / bits], [1]) }),
    rowLosses: (logits) => tf.neg(tf.reshape(tf.slice(logits, [0, 1], [-1, 1]), [-1])),
  };
  const problem = {
    layers: [{ layer: 'only', parameters: 1 }],
    candidates: [2, 4],
    model,
    rows: { x: ndarray([1, 2, 6], [3, 1]), labels: [0, 0, 0] },
    recourse: { factual: ndarray([0, 1], [2, 1]), delta: ndarray([1, 2], [2, 1]) },
    favourableClass: 1,
  };

  it.each([
    // With ℓ = −m the loss rises by −E[x] / b: 3 on the rows, 2 at the recourse points.
    ['loss', -6, [-3 / 2, -3 / 4]],
    ['counterfactual', -4, [-2 / 2, -2 / 4]],
    // E[x²] / b², E[x²] = 5.
    ['counterfactual-margin', 0, [5 / 4, 5 / 16]],
    // |g Δ|, g = −2.
    ['counterfactual-gradient', -4, [2 / 2, 2 / 4]],
  ] as const)('%s', async (name, baseline, increase) => {
    const table = await sensitivities[name].measure(problem);
    expect(table.baseline).toBeCloseTo(baseline, 5);
    increase.forEach((value, at) => expect(table.lossIncrease[0]![at]).toBeCloseTo(value, 5));
  });
});

it('a sensitivity from outside is limited to its rows and refused by the laws it breaks', async () => {
  const seen: number[] = [];
  const counting = defineSensitivity({
    name: 'counting',
    description: 'how many rows there are',
    source: 'none',
    needs: 'rows',
    rowLimit: 5,
    measure: ({ rows, layers: sizes, candidates: bits = [] }) => {
      const count = rows.labels.length;
      seen.push(count);
      const lossIncrease = sizes.map(() => bits.map(() => count));
      return Promise.resolve({ layers: sizes, candidates: bits, baseline: 0, lossIncrease, rows: count });
    },
  });
  const laws = sensitivityLaws(counting);
  const broken = await Promise.allSettled(laws.map(async ({ check }) => check()));
  expect(new Set(seen)).toEqual(new Set([5]));
  expect(laws.filter((_, at) => broken[at]!.status === 'rejected').map(({ name }) => name)).toEqual([
    'a layer that quantization leaves as it is costs nothing',
    'stops when it is told to',
  ]);
  expect(() => defineSensitivity({ ...counting, rowLimit: 0 })).toThrow(
    /rowLimit of "counting" must be a whole number from 1/,
  );
});

it('an unknown sensitivity lists the known ones', () => {
  const known = Object.keys(sensitivities).join(', ');
  expect(() => sensitivity('hessian')).toThrow(`unknown sensitivity "hessian" (expected one of ${known})`);
});

it('a sensitivity with a limit sees rows drawn by seed, with their own labels and actions', async () => {
  const seen: number[][] = [];
  const watching = (needs: 'rows' | 'recourse') =>
    defineSensitivity({
      name: 'watching',
      description: 'which rows it is given',
      source: 'none',
      needs,
      rowLimit: 5,
      measure: ({ rows, recourse, layers: sizes, candidates: bits = [] }) => {
        const given =
          needs === 'rows'
            ? { x: rows.x.data, mate: rows.labels }
            : { x: recourse.factual.data, mate: recourse.delta.data };
        // Row r is (r), its mate r or r modulo 2.
        expect(Array.from(given.mate)).toEqual(Array.from(given.x, (r) => (needs === 'rows' ? r % 2 : r)));
        seen.push(Array.from(given.x));
        const lossIncrease = sizes.map(() => bits.map(() => 0));
        return Promise.resolve({ layers: sizes, candidates: bits, baseline: 0, lossIncrease, rows: 5 });
      },
    });
  const numbers = Float32Array.from({ length: 40 }, (_, row) => row);
  const x = { data: numbers, shape: [40, 1] };
  const problem = {
    layers: [],
    model: {} as MeasuredModel,
    rows: { x, labels: Int32Array.from(numbers, (row) => row % 2) },
    recourse: { factual: x, delta: x },
    favourableClass: 1,
  };
  for (const needs of ['rows', 'recourse'] as const) {
    for (const seed of [0, 0, 1]) await watching(needs).measure({ ...problem, seed });
    const [first, again, other] = seen.splice(0);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first).not.toEqual([0, 1, 2, 3, 4]);
    expect(new Set(first).size).toBe(5);
  }
});
