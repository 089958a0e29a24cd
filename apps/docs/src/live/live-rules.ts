import type { Feature, ReadableRow } from '@cfq/datasets';
import { featureWords } from './feature-words.ts';

/** What is read of a feature to name it. */
type Named = Pick<Feature, 'name' | 'unit'>;

/** What a reader says of a person: rules of `LiveRules` that the page changes in place. */
export interface ReaderRules {
  /** κ, in logits. */
  kappa: number;
  lock: string[];
  bounds: Record<string, [number | null, number | null]>;
  forbidden: Record<string, string[]>;
  efforts: Record<string, number>;
}

/** No rule of the reader's own. */
export const noLimits = (): Omit<ReaderRules, 'kappa'> => ({
  ...{ lock: [], bounds: {}, forbidden: {}, efforts: {} },
});

/** How hard a change may be said to be, and what its cost is multiplied by. */
export const hardness = [
  { effort: 0.5, words: 'half as hard as usual' },
  { effort: 1, words: 'as hard as usual' },
  { effort: 2, words: 'twice as hard' },
  { effort: 5, words: 'five times as hard' },
] as const;

/** What is said of one feature, in words; empty where nothing is. */
export function limitWords({ name, unit }: Named, rules: ReaderRules): string {
  if (rules.lock.includes(name)) return 'stays as it is';
  const [lowest = null, highest = null] = rules.bounds[name] ?? [];
  const measured = (bound: number) => `${bound.toLocaleString('en')}${unit === undefined ? '' : ` ${unit}`}`;
  const effort = rules.efforts[name];
  return [
    ...(lowest === null ? [] : [`not below ${measured(lowest)}`]),
    ...(highest === null ? [] : [`not above ${measured(highest)}`]),
    ...(rules.forbidden[name] ?? []).map((level) => `never “${level}”`),
    ...hardness.filter((one) => one.effort === effort).map(({ words }) => words),
  ].join(', ');
}

/** Every limit in words, a feature each. */
export const allLimits = (features: readonly Named[], rules: ReaderRules): string[] =>
  features.flatMap((feature) => {
    const words = limitWords(feature, rules);
    return words === '' ? [] : [`${featureWords(feature.name)}: ${words}`];
  });

/**
 * A bound as it was typed: the rule with it, or why it cannot be one.
 *
 * @param side 0 for the lowest value that advice may reach, 1 for the highest
 */
export function withBound(
  now: readonly [number | null, number | null] | undefined,
  side: 0 | 1,
  text: string,
): { readonly bounds: [number | null, number | null] } | { readonly refused: string } {
  const bound = text.trim() === '' ? null : Number(text);
  if (bound !== null && !Number.isFinite(bound))
    return { refused: `“${text}” is not used: expected a number` };
  const bounds: [number | null, number | null] = [now?.[0] ?? null, now?.[1] ?? null];
  bounds[side] = bound;
  const [lowest, highest] = bounds;
  if (lowest !== null && highest !== null && lowest > highest) {
    return { refused: `${text} is not used: nothing is at least ${lowest} and at most ${highest}` };
  }
  return { bounds };
}

/** A person in a list: `age 33, female, duration 18 months`. Of categories the first words stand alone. */
export function personWords(
  features: readonly Named[],
  toldBy: readonly string[],
  values: ReadableRow,
): string {
  return toldBy
    .map((name) => {
      const value = values[name];
      if (typeof value === 'string') return value.split(',', 1)[0]!;
      const unit = features.find((feature) => feature.name === name)?.unit;
      const written = value?.toLocaleString('en') ?? 'unknown';
      return `${featureWords(name)} ${written}${unit === undefined ? '' : ` ${unit}`}`;
    })
    .join(', ');
}

/** Whether a person stands beyond their own bounds, which then change nothing of where they are. */
export function isBeyond(
  bounds: readonly [number | null, number | null] | undefined,
  value: ReadableRow[string],
): boolean {
  if (bounds === undefined || typeof value !== 'number') return false;
  const [lowest, highest] = bounds;
  return (lowest !== null && value < lowest) || (highest !== null && value > highest);
}
