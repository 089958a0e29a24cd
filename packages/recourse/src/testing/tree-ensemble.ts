import { randomStream } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';

/** A node that asks whether a column is above a threshold, or a leaf's value. */
type Tree =
  | number
  | { readonly column: number; readonly threshold: number; readonly below: Tree; readonly above: Tree };

function treeOf(columns: readonly number[], depth: number, stream: ReturnType<typeof randomStream>): Tree {
  if (depth === 0) return stream.normal([1]).data[0]!;
  const column = columns[stream.integer(columns.length)]!;
  const threshold = Math.max(-1.9, Math.min(1.9, stream.normal([1]).data[0]!));
  return {
    column,
    threshold,
    below: treeOf(columns, depth - 1, stream),
    above: treeOf(columns, depth - 1, stream),
  };
}

function valueOf(tree: Tree, row: ArrayLike<number>): number {
  let at = tree;
  while (typeof at !== 'number') at = row[at.column]! > at.threshold ? at.above : at.below;
  return at;
}

/** How large an ensemble is, and its seed. */
export interface EnsembleSize {
  readonly trees: number;
  readonly depth: number;
  readonly seed: number;
}

function grown({ width }: ActionSet, { trees, depth, seed }: EnsembleSize): Tree[] {
  const stream = randomStream(seed, 'trees');
  const columns = Array.from({ length: width }, (_, c) => c);
  return Array.from({ length: trees }, () => treeOf(columns, depth, stream));
}

/**
 * The margin of a seeded ensemble of random trees, a sum of their leaves: constant in pieces, with thresholds on numbers
 * and one-hot columns, so that no gradient says anything.
 */
export function treeMargin(set: ActionSet, size: EnsembleSize): (row: ArrayLike<number>) => number {
  const trees = grown(set, size);
  return (row) => trees.reduce<number>((sum, tree) => sum + valueOf(tree, row), 0) / Math.sqrt(trees.length);
}

/** Every threshold of an ensemble on one column, distinct. */
export function thresholdsOf(set: ActionSet, size: EnsembleSize, column: number): number[] {
  const within = (tree: Tree): number[] => {
    if (typeof tree === 'number') return [];
    const own = tree.column === column ? [tree.threshold] : [];
    return [...own, ...within(tree.below), ...within(tree.above)];
  };
  return [...new Set(grown(set, size).flatMap(within))];
}
