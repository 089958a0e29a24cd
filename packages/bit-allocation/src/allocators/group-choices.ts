import { AllocationError } from '../allocation-error.ts';
import { assertCosts } from '../costs/cost-limit.ts';
import { weightBits } from '../costs/weight-bits.ts';
import { undominatedChoices, type ChoiceProblem } from './choices.ts';

/** What is to be chosen for several groups at once. */
export interface GroupChoiceProblem extends Omit<ChoiceProblem, 'loss'> {
  /** `groupLoss[group][layer][candidate]`. */
  readonly groupLoss: readonly ChoiceProblem['loss'][];
}

/** One bit-width of one layer, and what every group loses by it. */
export interface GroupChoice {
  /** Index into the candidates. */
  readonly candidate: number;
  readonly cost: number;
  /** By group. */
  readonly losses: readonly number[];
}

/**
 * The choices of each layer that no other choice of the same layer dominates (at most its cost, and at most its loss in every
 * group), in ascending cost; what is forbidden for one group is forbidden.
 *
 * @throws AllocationError for no group, malformed layers, candidates, losses or costs, and a layer with nothing permitted.
 */
export function groupChoices(caller: string, problem: GroupChoiceProblem): GroupChoice[][] {
  const { layers, candidates, groupLoss, cost } = problem;
  if (groupLoss.length === 0) {
    throw new AllocationError(
      `${caller}: there must be a group (expected a table of losses for each, got none).`,
    );
  }
  // Every table is checked as that of one group is.
  for (const loss of groupLoss) undominatedChoices(caller, { layers, candidates, loss, cost });
  const costs = cost ?? weightBits(layers, candidates).cost;
  assertCosts(caller, { layers, candidates }, costs);
  return layers.map(({ layer }, index) => {
    const all = candidates
      .map((_, candidate): GroupChoice => ({
        candidate,
        cost: costs[index]![candidate]!,
        losses: groupLoss.map((loss) => loss[index]![candidate]!),
      }))
      .filter(({ losses }) => losses.every(Number.isFinite))
      .sort((a, b) => a.cost - b.cost);
    if (all.length === 0) {
      throw new AllocationError(`${caller}: layer "${layer}" has every candidate forbidden for some group.`);
    }
    return all.filter(
      (choice, at) => !all.some((other, place) => place !== at && dominates(other, choice, place < at)),
    );
  });
}

/** Whether one choice is nowhere worse than the other, and better somewhere or before it. */
function dominates(one: GroupChoice, other: GroupChoice, before: boolean): boolean {
  const nowhereWorse =
    one.cost <= other.cost && one.losses.every((loss, group) => loss <= other.losses[group]!);
  const better = one.cost < other.cost || one.losses.some((loss, group) => loss < other.losses[group]!);
  return nowhereWorse && (better || before);
}
