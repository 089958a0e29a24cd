import type { ActionSet } from '../actions/action-set.ts';
import { obtainableNumber } from './obtained-value.ts';

/** The places of the features that an action changes; obtaining a value changes its feature, and what says who has one is none. */
export function changedFeatures({ features }: ActionSet, delta: ArrayLike<number>): number[] {
  const known = new Map(features.map((feature, f) => [obtainableNumber(feature)?.known, f] as const));
  const changed = features.flatMap(({ start, width }, f) => {
    const columns = Array.from({ length: width }, (_, c) => start + c);
    if (!columns.some((column) => delta[column] !== 0)) return [];
    return [known.get(columns.find((column) => known.has(column))) ?? f];
  });
  return [...new Set(changed)].sort((one, other) => one - other);
}
