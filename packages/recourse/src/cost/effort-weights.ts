import { ndarray, type NDArray } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';
import { checkActionSet } from '../actions/check-action-set.ts';
import { didYouMean } from '../actions/did-you-mean.ts';
import { RecourseError } from '../recourse-error.ts';

/** How hard changes are for one person: above 0 by feature name, 1 for features that are not named. */
export type PersonEffort = Readonly<Record<string, number>>;

/**
 * Effort weights of single people: by how much harder than usual each change is for each of them. They multiply the cost,
 * beside the weights of the cost and of the action set.
 *
 * @param people - One record a person, in the order of the rows.
 * @param actionSet - Knows the features.
 * @returns `[people.length, F]`, a column for each feature in the order of the action set: what `RecourseProblem.efforts`
 *   and `cost` take.
 * @throws RecourseError naming the person: an unknown feature, or a weight that is not positive and finite.
 */
export function effortWeights(people: readonly PersonEffort[], actionSet: ActionSet): NDArray {
  checkActionSet('effortWeights', actionSet);
  const names = actionSet.features.map(({ name }) => name);
  const data = new Float32Array(people.length * names.length).fill(1);
  people.forEach((effort, person) => {
    for (const [name, weight] of Object.entries(effort)) {
      const fail = (rule: string, expected: string, got: unknown, remedy: string): never => {
        throw new RecourseError(
          `effortWeights: ${rule} of person ${person} (expected ${expected}, got ${String(got)}). ${remedy}`,
        );
      };
      const at = names.indexOf(name);
      if (at < 0) {
        fail('efforts are by feature', names.join(', '), name, didYouMean(name, names, 'Correct the name.'));
      }
      if (!isWeight(Math.fround(weight))) {
        fail(`the effort for '${name}'`, 'a number > 0', weight, 'To forbid a change, lock the feature.');
      }
      data[person * names.length + at] = weight;
    }
  });
  return ndarray(data, [people.length, names.length]);
}

function isWeight(value: number): boolean {
  return value > 0 && value < Infinity;
}

/**
 * Makes sure that effort weights are positive numbers, one a person and feature.
 *
 * @throws RecourseError naming the caller and the rule.
 */
export function checkEfforts(
  caller: string,
  { data, shape }: NDArray,
  { features }: ActionSet,
  rows: number,
): void {
  const fail = (rule: string, expected: string, got: unknown): never => {
    throw new RecourseError(
      `${caller}: ${rule} (expected ${expected}, got ${String(got)}). Make them with effortWeights.`,
    );
  };
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== features.length) {
    const got = `[${shape.join(', ')}]`;
    fail('efforts have a row a person and a column a feature', `[${rows}, ${features.length}]`, got);
  }
  const bad = data.findIndex((weight) => !isWeight(weight));
  if (bad < 0) return;
  const where = `${data[bad]} of person ${Math.floor(bad / features.length)}`;
  fail(`the effort for '${features[bad % features.length]!.name}'`, 'a number > 0', where);
}
