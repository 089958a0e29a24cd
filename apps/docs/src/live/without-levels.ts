import type { FeatureRule } from '@cfq/datasets';

/**
 * A rule under which nobody is asked to move to some levels: they go from wherever it names targets, and are forbidden where
 * it names none. A rule that leaves no target keeps the feature as it is.
 *
 * @param known all levels of the feature.
 */
export function withoutLevels(
  rule: FeatureRule,
  levels: readonly string[],
  known: readonly string[],
): FeatureRule {
  if (levels.length === 0 || rule.immutable === true) return rule;
  const { to, moves, ...others } = rule;
  const rest = (targets: readonly string[]): string[] => targets.filter((level) => !levels.includes(level));
  if (rest(to ?? known).length === 0) return { immutable: true };
  if (to === undefined && moves === undefined) {
    return { ...others, forbidden: [...new Set([...(rule.forbidden ?? []), ...levels])] };
  }
  return {
    ...others,
    ...(to !== undefined && { to: rest(to) }),
    ...(moves !== undefined && {
      moves: Object.fromEntries(Object.entries(moves).map(([from, targets]) => [from, rest(targets)])),
    }),
  };
}
