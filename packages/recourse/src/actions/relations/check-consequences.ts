import { feasibilityTolerance } from '../feasibility-tolerance.ts';
import { InfeasibleActionError } from '../infeasible-action-error.ts';
import { consequentValue, followsFor, sourceRoom, type Consequence } from './consequences.ts';

/** One person's rows, and where they start. */
export interface ActionRow {
  readonly x: ArrayLike<number>;
  readonly delta: ArrayLike<number>;
  readonly at: number;
}

/**
 * Makes sure that what moves by itself ends where it has to, and that nothing moves it beyond its bounds.
 *
 * @param instance - Row of the person, for the message.
 * @throws InfeasibleActionError naming the feature and the rule `moves-with`.
 */
export function checkConsequences(
  consequences: readonly Consequence[],
  instance: number,
  { x, delta, at }: ActionRow,
): void {
  for (const consequence of consequences) {
    const { feature, source, ratio } = consequence;
    const [own, from] = [x[at + feature.start]!, x[at + source.start]!];
    const change = Math.fround(from + delta[at + source.start]!) - from;
    const broken = { instance, feature: feature.name, rule: 'moves-with' } as const;
    const ended = Math.fround(own + delta[at + feature.start]!);
    const due = followsFor(consequence, change, x, at) ? consequentValue(consequence, own, change) : own;
    const tolerance =
      feasibilityTolerance * (1 + Math.abs(ratio)) * Math.max(1, Math.abs(due), Math.abs(from));
    if (!(Math.abs(ended - due) <= tolerance))
      throw new InfeasibleActionError(broken, `with '${source.name}' it moves to ${due}, got ${ended}`);
    const { down, up } = sourceRoom(consequence, x, at);
    const slack = feasibilityTolerance * Math.max(1, Math.abs(from), Math.abs(change));
    if (change < -down - slack || change > up + slack)
      throw new InfeasibleActionError(broken, `'${source.name}' would take it beyond its bounds`);
  }
}
