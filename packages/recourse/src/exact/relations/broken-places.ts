import type { Rule } from './rules.ts';

/**
 * The decisions of rules that a point breaks, in the order they should be made: of `rises-only-with` and limits of subsets,
 * which boxes settle only once it is certain what changes; linear rules are in the bound.
 *
 * @param changes - By place, the change of each decision.
 */
export function brokenPlaces(rules: readonly Rule[], changes: Float64Array): number[] {
  return rules.flatMap((rule) => {
    if (rule.kind === 'rises-only-with') {
      const rises = rule.bound >= 0 && changes[rule.bound]! > 0;
      return rises && !(rule.other >= 0 && changes[rule.other]! > 0) ? [rule.bound] : [];
    }
    if (rule.kind === 'linear') return [];
    const changed = rule.places.filter((d) => changes[d] !== 0);
    return changed.length > rule.atMost ? changed : [];
  });
}
