import { readFileSync } from 'node:fs';
import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../network-error.ts';
import { layerWidths } from '../layer-widths.ts';
import { referenceLogits } from '../reference-logits.ts';
import {
  networkFromScikitLearn,
  type ScikitLearnLinear,
  type ScikitLearnPerceptron,
} from './network-from-scikit-learn.ts';

interface Fixture {
  readonly x: number[][];
  readonly models: readonly {
    readonly name: string;
    readonly weights: ScikitLearnPerceptron | ScikitLearnLinear;
    readonly probabilities: number[][];
  }[];
}

// Written by tools/foreign-models/make_models.py.
const { x, models } = JSON.parse(
  readFileSync(new URL('../testing/scikit-learn.json', import.meta.url), 'utf8'),
) as Fixture;
const rows = ndarray(x.flat(), [x.length, 3]);

function softmax(logits: ArrayLike<number>): number[] {
  const exponentials = Array.from(logits, Math.exp);
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

describe('networkFromScikitLearn', () => {
  it.each(models.map((model) => [model.name, model] as const))(
    '%s: answers as scikit-learn does',
    (_, model) => {
      const network = networkFromScikitLearn(model.weights);
      const { data, shape } = referenceLogits(network, rows);
      const classes = model.probabilities[0]!.length;
      expect(shape).toEqual([x.length, classes]);
      model.probabilities.forEach((expected, row) => {
        const found = softmax(data.subarray(row * classes, (row + 1) * classes));
        found.forEach((share, label) => expect(share).toBeCloseTo(expected[label]!, 6));
      });
    },
  );

  it('turns one column of log-odds into two logits', () => {
    const network = networkFromScikitLearn({ coef_: [[2, -1]], intercept_: [0.5] });
    expect(layerWidths(network)).toEqual([2, 2]);
    expect(referenceLogits(network, ndarray([3, 1], [1, 2])).data).toEqual(Float32Array.of(0, 5.5));
  });

  const fits = { coefs_: [[[1, 2]], [[1], [1]]], intercepts_: [[0, 0], [0]] };
  it.each<[string, object, RegExp]>([
    ['a sigmoid inside', { ...fits, activation: 'logistic' }, /expected relu or identity, got logistic/],
    ['a regressor', { ...fits, out_activation_: 'identity' }, /is a classifier/],
    ['a missing vector', { ...fits, intercepts_: [[0, 0]] }, /same length, got 2 and 1/],
    ['ragged rows', { ...fits, coefs_: [[[1, 2]], [[1], [1, 2]]] }, /coefs_\[1\] is a matrix/],
    [
      'a short vector',
      { ...fits, intercepts_: [[0], [0]] },
      /intercepts_\[0\] has a number for each output \(expected 2/,
    ],
    ['layers that do not follow', { ...fits, coefs_: [[[1, 2]], [[1]]] }, /dense1/],
    ['NaN', { coef_: [[1, null]], intercept_: [0] }, /coef_ is a matrix/],
    ['no weights', { weights: [] }, /got weights/],
  ])('refuses %s', (_, model, message) => {
    expect(() => networkFromScikitLearn(model as ScikitLearnLinear)).toThrow(NetworkError);
    expect(() => networkFromScikitLearn(model as ScikitLearnLinear)).toThrow(message);
  });
});
