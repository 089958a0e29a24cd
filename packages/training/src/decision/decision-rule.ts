import { TrainingError } from '../training-error.ts';

/** How the cut-off of decisions is found; all but `fixed` look at validation rows. */
export type DecisionRule =
  /** Granted from this probability of the favourable class on, in (0, 1). */
  | { readonly kind: 'fixed'; readonly threshold: number }
  /** The lowest cost: `falseGrant` for granting one who is unfavourable, `falseDenial` for denying one who is favourable. */
  | { readonly kind: 'cost'; readonly falseGrant: number; readonly falseDenial: number }
  /** As near as can be to granting this share of validation rows, in (0, 1). */
  | { readonly kind: 'acceptance-rate'; readonly rate: number }
  /** The highest F1 score of the rarer class. */
  | { readonly kind: 'f1' }
  /** The highest sensitivity plus specificity (Youden 1950). */
  | { readonly kind: 'youden' };

/** The rule where none is asked for: whatever is more probable. */
export const evenOdds: DecisionRule = { kind: 'fixed', threshold: 0.5 };

const forms = '0.5, cost:5:1 (false grant : false denial), acceptance:0.8, f1, youden';

function refuse(rule: string, expected: string, got: unknown): never {
  throw new TrainingError(
    `decision: ${rule} (expected ${expected}, got ${String(got)}). Write one of: ${forms}.`,
  );
}

/**
 * The rule itself, checked.
 *
 * @throws TrainingError for an unknown kind or a number out of range.
 */
export function checkDecisionRule(rule: DecisionRule): DecisionRule {
  const share = (name: string, value: number): void => {
    if (!(value > 0 && value < 1))
      refuse(`${name} is a share`, 'a number between 0 and 1, both excluded', value);
  };
  switch (rule.kind) {
    case 'fixed':
      share('the threshold', rule.threshold);
      return rule;
    case 'acceptance-rate':
      share('the acceptance rate', rule.rate);
      return rule;
    case 'cost':
      for (const cost of [rule.falseGrant, rule.falseDenial]) {
        if (!(cost > 0 && Number.isFinite(cost)))
          refuse('a cost is positive', 'a finite number above 0', cost);
      }
      return rule;
    case 'f1':
    case 'youden':
      return rule;
    default:
      return refuse('the rule is known', 'fixed, cost, acceptance-rate, f1 or youden', JSON.stringify(rule));
  }
}

/** A rule as {@link parseDecisionRule} reads it: equal rules have equal texts. */
export function decisionRuleText(rule: DecisionRule): string {
  switch (rule.kind) {
    case 'fixed':
      return String(rule.threshold);
    case 'cost':
      return `cost:${rule.falseGrant}:${rule.falseDenial}`;
    case 'acceptance-rate':
      return `acceptance:${rule.rate}`;
    case 'f1':
    case 'youden':
      return rule.kind;
  }
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/**
 * Reads a rule: `0.5` (a threshold), `cost:5:1` (false grant : false denial), `acceptance:0.8`, `f1`, `youden`.
 *
 * @throws TrainingError for anything else, naming what is possible.
 */
export function parseDecisionRule(text: string): DecisionRule {
  const [kind = '', ...values] = text.trim().split(':');
  const one = number(values[0] ?? '');
  const other = number(values[1] ?? '');
  if (kind === 'cost' && values.length === 2) {
    return checkDecisionRule({ kind: 'cost', falseGrant: one, falseDenial: other });
  }
  if (kind === 'acceptance' && values.length === 1) {
    return checkDecisionRule({ kind: 'acceptance-rate', rate: one });
  }
  if ((kind === 'f1' || kind === 'youden') && values.length === 0) return { kind };
  if (values.length === 0 && !Number.isNaN(number(kind))) {
    return checkDecisionRule({ kind: 'fixed', threshold: number(kind) });
  }
  return refuse('the rule is known', `one of ${forms}`, JSON.stringify(text));
}
