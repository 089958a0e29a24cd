import { ndarray, type NDArray } from '@cfq/jit';

import type { Logits, TracedModel } from '../../model/traced-model.ts';
import type { RecourseProblem } from '../recourse-problem.ts';
import { denseLogits, denseMargin, type DenseParameters } from '../../testing/dense-network.ts';
import { smallActionSet, smallPeople } from '../../testing/small-people.ts';

const margins = [0, 0.2, 0.4, 0.8];
const rows = 40;
const people = smallPeople(rows, 1);

/** The people a model denies, and one more person in front whatever the model says. */
function denied(parameters: DenseParameters): NDArray {
  const chosen = Array.from({ length: rows }, (_, row) => rowOf(people, row)).filter(
    (row, i) => i === 0 || denseMargin(parameters, row) <= 0,
  );
  return ndarray(Float32Array.from(chosen.flatMap((row) => Array.from(row))), [chosen.length, 12]);
}

/** One row of a 12-column array. */
export function rowOf(array: NDArray, row: number): NDArray['data'] {
  return array.data.slice(row * 12, (row + 1) * 12);
}

/** A dense network as a model whose class 1 is to be reached. */
export function traced(parameters: DenseParameters, logits: Logits = denseLogits): TracedModel {
  return { logits, parameters: parameters.map(({ w, b }) => ({ w, b })), target: 1 };
}

/** Recourse on a small network, at four margins and L1 cost unless changed. */
export function problem(
  parameters: DenseParameters,
  change: Partial<RecourseProblem> = {},
): RecourseProblem<object> {
  return {
    model: traced(parameters),
    x: denied(parameters),
    actionSet: smallActionSet(),
    cost: { norm: 'l1' },
    margins,
    seed: 7,
    ...change,
    options: change.options ?? {},
  };
}
