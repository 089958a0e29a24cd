import { ndarray, type NDArray } from '@cfq/jit';
import { actionSet, slp, type RecourseSolver, type TracedModel } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import type { TracedFunction } from '../models/model-under-test.ts';

/** One feature that everybody may change, far in both directions. */
export const freeColumn = actionSet({
  width: 1,
  sparsity: 1,
  features: [
    {
      name: 'score',
      kind: 'numeric',
      start: 0,
      width: 1,
      lower: -100,
      upper: 100,
      immutable: false,
      direction: 'any',
    },
  ],
});

/** How far beyond a margin the actions of {@link closedForm} lead. */
export const beyond = 1 / 64;

/** m(x) = x − at, of one column, with recourse of at most `reach`. */
export function threshold(at: number, reach = 1e30): TracedFunction {
  return {
    logits: (parameters, x) => {
      const [place] = parameters as [tf.Scalar];
      return tf.concat([tf.zerosLike(x), tf.sub<tf.Tensor2D>(x, place)], 1);
    },
    parameters: [ndarray([at], []), ndarray([reach], [])],
  };
}

/** The cheapest action of a {@link threshold} to margin κ is at + κ − x, plus a hair. */
export const closedForm: RecourseSolver = {
  ...slp,
  name: 'closed-form',
  solve({ x, model, margins }) {
    const [at = NaN, reach = NaN] = ((model as TracedModel).parameters as NDArray[]).map(
      ({ data }) => data[0],
    );
    const from = Float32Array.from(x.data);
    const byMargin = margins.map((kappa) => {
      const needed = from.map((value) => Math.max(0, at + kappa + beyond - value));
      const valid = Uint8Array.from(needed, (change) => Number(change <= reach));
      const where = (change: number, row: number, without: number) => (valid[row] === 1 ? change : without);
      return {
        kappa,
        delta: ndarray(
          needed.map((change, row) => where(change, row, 0)),
          x.shape,
        ),
        cost: needed.map((change, row) => where(change, row, NaN)),
        valid,
        margin: needed.map((_, row) => where(kappa + beyond, row, NaN)),
        timedOut: valid.map((ok) => 1 - ok),
        cutShort: new Uint8Array(valid.length),
        alternatives: [],
      };
    });
    return Promise.resolve({ margins, byMargin, timedOut: false, asPublished: false });
  },
};

/** People in a row, each with one number. */
export const people = (values: readonly number[]): NDArray => ndarray([...values], [values.length, 1]);
