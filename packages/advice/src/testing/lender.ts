import { fileURLToPath } from 'node:url';
import { fitFeatureSpace, loadPeople, readableRows, type FeatureSpace, type People } from '@cfq/datasets';
import { rowsModel, tracedModel } from '@cfq/evaluation';
import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { AdvisedModel, Person } from '../advising/advice.ts';

const folder = new URL('../../../../examples/foreign-models/', import.meta.url);

/** The 500 applicants of the examples. */
export function applicants(): Promise<People> {
  return loadPeople({
    csv: fileURLToPath(new URL('applicants.csv', folder)),
    schema: fileURLToPath(new URL('applicants.yaml', folder)),
  });
}

/** Their encoding, fitted on all of them. */
export function spaceOf({ table, features, sparsity, relations }: People): FeatureSpace {
  const trainRows = Int32Array.from({ length: table.rows }, (_, row) => row);
  return fitFeatureSpace({ table, features, trainRows, sparsity, relations });
}

/** Some of them as they ask for advice. */
export function personsOf(people: People, rows: readonly number[]): Person[] {
  return readableRows(people, rows).map((values, place) => ({ values, line: people.lines[rows[place]!]! }));
}

/** What a linear score adds for each column, by feature; `*` for every column of a group. */
const slopes: Readonly<Record<string, number>> = {
  income: 1,
  amount: -0.9,
  duration: -0.4,
  debt: -0.7,
  savings: 0.8,
};

/** A score that anybody can add up. */
function weightsOf({ features, width }: FeatureSpace, bias: number): { weight: Float32Array; bias: number } {
  const weight = new Float32Array(width);
  for (const { name, start, kind } of features) {
    if (kind === 'categorical') weight[start] = 0.3;
    else weight[start] = slopes[name] ?? 0;
  }
  return { weight, bias };
}

/** A logistic regression as the file of a lender, its gradient in the open. */
export function openLender(featureSpace: FeatureSpace, bias = 0, name = 'open.onnx'): AdvisedModel {
  const { weight } = weightsOf(featureSpace, bias);
  const traced = tracedModel({
    name,
    parameters: { weight: ndarray(weight, [weight.length, 1]), bias: ndarray([bias], []) },
    logits: (parameters, x) => {
      const { weight: slope, bias: at } = parameters as { weight: tf.Tensor2D; bias: tf.Scalar };
      const score = tf.add<tf.Tensor2D>(tf.matMul(x, slope), at);
      return tf.concat([tf.zerosLike(score), score], 1);
    },
  });
  return { ...traced, featureSpace, file: { name, sha256: (bias < 0 ? 'b' : 'a').repeat(64) } };
}

/** The same score, of which nothing but margins is known. */
export function closedLender(featureSpace: FeatureSpace, bias = 0, name = 'closed.onnx'): AdvisedModel {
  const { weight } = weightsOf(featureSpace, bias);
  const model = rowsModel(
    (rows) => rows.map((row) => [...row].reduce((sum, value, column) => sum + value * weight[column]!, bias)),
    { name },
  );
  return { ...model, featureSpace, file: { name, sha256: 'c'.repeat(64) } };
}
