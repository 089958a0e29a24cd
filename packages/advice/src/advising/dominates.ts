import type { ActionChange } from '@cfq/evaluation';

/**
 * Whether whoever does `other` does all of `one` and more: each change of `one` is also in `other`, to the same level or
 * at least as far the same way.
 */
export function dominates(one: readonly ActionChange[], other: readonly ActionChange[]): boolean {
  return one.every((change) => {
    const more = other.find(({ feature }) => feature === change.feature);
    return more !== undefined && reaches(more, change);
  });
}

function reaches({ to: far }: ActionChange, { from, to }: ActionChange): boolean {
  if (far === to) return true;
  if (typeof far !== 'number' || typeof to !== 'number' || typeof from !== 'number') return false;
  return to > from ? far > to : far < to;
}
