import type { MarginActions } from '@cfq/evaluation';
import type { ActionQuality } from '../../cells/diagnostics/action-quality-schema.ts';
import type { Frontier } from './frontier.ts';

/** A price counts as paid up to float32 rounding. */
const rounding = 1e-5;

/** Whether some action of each person is accepted by the student. */
type Accepted = ArrayLike<number>;

/** What {@link equalCost} compares. */
export interface EqualCostProblem {
  /** Issue margins of the actions. */
  readonly margins: readonly number[];
  /** The actions, one entry a margin, of the same people as the frontier. */
  readonly actions: readonly Pick<MarginActions, 'cost' | 'valid'>[];
  /** `[margins][people]` whether the student accepts them. */
  readonly accepted: readonly Accepted[];
  readonly frontier: Frontier;
  /** `[frontier margins][people]` whether the student accepts those. */
  readonly frontierAccepted: readonly Accepted[];
}

/**
 * How often a student refuses some actions, and how often it refuses what the cheapest search has for the same people at no
 * higher price: of its actions that a person's price pays for, the one with the largest margin. Dearer actions are further
 * from the boundary and for that alone survive more often; this tells what else there is to a method.
 */
export function equalCost(problem: EqualCostProblem): ActionQuality['equalCost'] {
  const { margins, actions, accepted, frontier, frontierAccepted } = problem;
  return margins.map((kappa, level) => {
    const { cost, valid } = actions[level]!;
    const people = Array.from(valid.keys()).filter((person) => valid[person] === 1);
    const paidFor = people.map((person) => ({ person, at: boughtFor(cost[person]!, person, frontier) }));
    const matched = paidFor.filter(({ at }) => at >= 0);
    return {
      kappa,
      n: matched.length,
      unmatched: people.length - matched.length,
      validityDrop: shareOf(matched, ({ person }) => accepted[level]![person] !== 1),
      ofCheapest: shareOf(matched, ({ person, at }) => frontierAccepted[at]![person] !== 1),
    };
  });
}

/** The place of the largest margin that a price buys a person; −1 where it buys none. */
function boughtFor(price: number, person: number, { byMargin }: Frontier): number {
  return byMargin.findLastIndex(
    ({ cost, valid }) => valid[person] === 1 && cost[person]! <= price * (1 + rounding) + rounding,
  );
}

function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}
