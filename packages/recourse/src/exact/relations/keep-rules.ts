import type { Box } from '../box.ts';
import type { Decision } from '../decisions.ts';
import type { LinearRule, RisesRule, Rule, SubsetRule } from './rules.ts';

/** A box under way; what changes it makes its own copies of. */
interface Draft {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly options: Int32Array[];
  readonly moves: Uint8Array;
}

/** Rounds in which rules narrow what others have narrowed. */
const rounds = 3;

/** A rise that is told from none, relative to a number's range. */
const least = 1e-7;

/**
 * Leaves of a box what may keep every rule, each rule by itself (bound propagation); null where nothing is left. No action
 * that keeps them is lost.
 */
export function keepRules(rules: readonly Rule[], decisions: readonly Decision[], box: Box): Box | null {
  if (rules.length === 0) return box;
  const draft = {
    low: box.low.slice(),
    high: box.high.slice(),
    options: [...box.options],
    moves: box.moves.slice(),
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const rule of rules) {
      if (!keepRule(rule, decisions, draft)) return null;
    }
  }
  return { ...box, ...draft };
}

function keepRule(rule: Rule, decisions: readonly Decision[], draft: Draft): boolean {
  switch (rule.kind) {
    case 'linear':
      return keepSum(rule, decisions, draft);
    case 'rises-only-with':
      return keepRise(rule, decisions, draft);
    case 'subset-limit':
      return keepFew(rule, decisions, draft);
  }
}

/** Narrows a number; false where nothing is left of it. */
function narrow(decisions: readonly Decision[], draft: Draft, d: number, low: number, high: number): boolean {
  const decision = decisions[d]!;
  if (decision.kind === 'category') return true;
  if (low > draft.low[d]!) draft.low[d] = decision.atLeast(low);
  if (high < draft.high[d]!) draft.high[d] = decision.atMost(high);
  if (!(draft.low[d]! <= draft.high[d]!)) return false;
  if (draft.low[d]! > 0 || draft.high[d]! < 0) draft.moves[d] = 1;
  // What changes for certain cannot stay.
  return draft.moves[d] === 0 || draft.low[d] !== 0 || draft.high[d] !== 0;
}

function keepSum(
  { places, coefficients, room, slack }: LinearRule,
  decisions: readonly Decision[],
  draft: Draft,
): boolean {
  const leastOf = (i: number) => {
    const d = places[i]!;
    return coefficients[i]! * (coefficients[i]! > 0 ? draft.low[d]! : draft.high[d]!);
  };
  const most = room + slack;
  const sum = places.reduce((total, _, i) => total + leastOf(i), 0);
  if (sum > most) return false;
  if (sum === -Infinity) return true;
  return places.every((d, i) => {
    const end = (most - (sum - leastOf(i))) / coefficients[i]!;
    return coefficients[i]! > 0
      ? narrow(decisions, draft, d, -Infinity, end)
      : narrow(decisions, draft, d, end, Infinity);
  });
}

function keepRise({ bound, other }: RisesRule, decisions: readonly Decision[], draft: Draft): boolean {
  if (bound < 0 || draft.high[bound]! <= 0) return true;
  if (other < 0 || draft.high[other]! <= 0) return narrow(decisions, draft, bound, -Infinity, 0);
  const rises = draft.low[bound]! > 0 || (draft.moves[bound] === 1 && draft.low[bound] === 0);
  if (!rises) return true;
  const decision = decisions[other]!;
  draft.moves[other] = 1;
  const from =
    decision.kind === 'number' && !decision.continuous ? least * Math.max(1, draft.high[other]!) : 0;
  return narrow(decisions, draft, other, from, Infinity);
}

function keepFew({ places, atMost }: SubsetRule, decisions: readonly Decision[], draft: Draft): boolean {
  const changed = places.filter((d) => draft.moves[d] === 1).length;
  if (changed > atMost) return false;
  if (changed < atMost) return true;
  return places.every((d) => {
    if (draft.moves[d] === 1) return true;
    if (decisions[d]!.kind === 'number') return narrow(decisions, draft, d, 0, 0);
    if (draft.options[d]!.length > 1) draft.options[d] = Int32Array.of(0);
    return true;
  });
}
