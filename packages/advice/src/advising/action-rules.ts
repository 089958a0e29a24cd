import { actionSetFromFeatureSpace, adviceLimits, type ActionSet, type AdviceLimits } from '@cfq/recourse';
import type { NDArray } from '@cfq/jit';
import type { AdviceProblem } from './advice-problem.ts';
import { stepsThatExist } from './steps-that-exist.ts';

/**
 * What may be done by anybody, before who they are is looked at.
 *
 * @param approved `[m, d]` people whom the file approves, where the policy has plausibility measured by them.
 */
export function actionSetOf(
  { model: { featureSpace }, policy }: Pick<AdviceProblem, 'model' | 'policy'>,
  approved?: NDArray,
): ActionSet {
  return actionSetFromFeatureSpace(featureSpace, policy, approved);
}

/**
 * What may be done by these people. Every number that may change has a step, declared or seen in the data.
 *
 * @param x `[n, d]` where they stand, encoded.
 */
export function rulesFor(
  x: NDArray,
  actionSet: ActionSet,
  { model: { featureSpace }, table, rules = {} }: AdviceProblem,
): AdviceLimits {
  const stepless = actionSet.features.filter(({ kind, grid }) => kind === 'numeric' && grid === undefined);
  const seen = stepsThatExist(featureSpace, table);
  const steps = Object.fromEntries(stepless.map(({ name }) => [name, seen[name]!]));
  return adviceLimits(actionSet, x, { ...rules, steps: { ...steps, ...rules.steps } });
}
