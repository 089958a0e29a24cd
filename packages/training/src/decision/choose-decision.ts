import { favourableClass } from '../model/favourable-class.ts';
import { checkDecisionRule, decisionRuleText, type DecisionRule } from './decision-rule.ts';
import { decisionAt, type Decision } from './decision.ts';

/** What {@link chooseDecision} looks at. */
export interface ChooseDecisionProblem {
  readonly rule: DecisionRule;
  /** Log-odds of the favourable class [n], of validation rows. */
  readonly margins: ArrayLike<number>;
  /** Their labels [n]. */
  readonly labels: ArrayLike<number>;
}

/** How many of each kind a cut grants. */
interface Granted {
  readonly favourable: number;
  readonly unfavourable: number;
}

/** Log-odds of a probability. */
const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

/**
 * The cut-off that a rule chooses on validation rows. Cuts lie half way between neighbouring scores, and one beyond either
 * end; of cuts that are equally good it is the one nearest to `falseGrant / (falseGrant + falseDenial)` for a cost, where
 * probabilities that are right would have it, to even odds for the others, and of two as near the stricter one.
 *
 * F1 is that of the class that has fewer rows, of equals the unfavourable one.
 *
 * @throws TrainingError for a rule out of range.
 */
export function chooseDecision({ rule, margins, labels }: ChooseDecisionProblem): Decision {
  checkDecisionRule(rule);
  const text = decisionRuleText(rule);
  if (rule.kind === 'fixed') {
    return { threshold: rule.threshold, logit: logOdds(rule.threshold), rule: text };
  }
  const order = Array.from({ length: labels.length }, (_, row) => row).sort(
    (a, b) => margins[b]! - margins[a]!,
  );
  const favourable = order.filter((row) => labels[row] === favourableClass).length;
  const all = { favourable, unfavourable: order.length - favourable };
  const aim = rule.kind === 'cost' ? Math.log(rule.falseGrant / rule.falseDenial) : 0;
  const granted = { favourable: 0, unfavourable: 0 };
  const strictest = margins[order[0]!]! + 1;
  let best = { logit: strictest, loss: lossOf(rule, granted, all) };
  for (const [place, row] of order.entries()) {
    granted[labels[row] === favourableClass ? 'favourable' : 'unfavourable'] += 1;
    const here = margins[row]!;
    const next = place + 1 < order.length ? margins[order[place + 1]!]! : here - 2;
    if (next === here) continue;
    const logit = (here + next) / 2;
    const loss = lossOf(rule, granted, all);
    const nearer = Math.abs(logit - aim) < Math.abs(best.logit - aim);
    if (loss < best.loss || (loss === best.loss && nearer)) best = { logit, loss };
  }
  return decisionAt(best.logit, text);
}

/** What a rule makes as small as it can. */
function lossOf(rule: DecisionRule, granted: Granted, all: Granted): number {
  const falseGrants = granted.unfavourable;
  const falseDenials = all.favourable - granted.favourable;
  switch (rule.kind) {
    case 'cost':
      return rule.falseGrant * falseGrants + rule.falseDenial * falseDenials;
    case 'acceptance-rate':
      return Math.abs(
        granted.favourable + granted.unfavourable - rule.rate * (all.favourable + all.unfavourable),
      );
    case 'f1': {
      const hits =
        all.favourable < all.unfavourable ? granted.favourable : all.unfavourable - granted.unfavourable;
      const f1 = hits === 0 ? 0 : (2 * hits) / (2 * hits + falseGrants + falseDenials);
      return -f1;
    }
    case 'youden':
      return -(granted.favourable / all.favourable - falseGrants / all.unfavourable);
    case 'fixed':
      return 0;
  }
}
