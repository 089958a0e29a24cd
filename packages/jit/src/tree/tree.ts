import type * as tf from '@tensorflow/tfjs-core';

import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import { flattenTree, structureText, unflattenTree, type FlatTree, type TreeStructure } from './flatten.ts';
import type { ArrayTree, ArrayTreeOf, Leaf, TensorTree, TensorTreeOf, WithLeaves } from './types.ts';

function map<T extends TensorTreeOf<T>, O extends TensorTreeOf<O> = TensorTree>(
  fn: (leaf: tf.Tensor, ...others: tf.Tensor[]) => tf.Tensor,
  tree: T,
  ...others: O[]
): T;
function map<T extends ArrayTreeOf<T>, O extends ArrayTreeOf<O> = ArrayTree>(
  fn: (leaf: NDArray, ...others: NDArray[]) => NDArray,
  tree: T,
  ...others: O[]
): T;
function map<T extends TensorTreeOf<T>, R, O extends TensorTreeOf<O> = TensorTree>(
  fn: (leaf: tf.Tensor, ...others: tf.Tensor[]) => R,
  tree: T,
  ...others: O[]
): WithLeaves<T, R>;
function map<T extends ArrayTreeOf<T>, R, O extends ArrayTreeOf<O> = ArrayTree>(
  fn: (leaf: NDArray, ...others: NDArray[]) => R,
  tree: T,
  ...others: O[]
): WithLeaves<T, R>;
function map(fn: (...leaves: never[]) => unknown, tree: unknown, ...others: unknown[]): unknown {
  const first = flattenTree(tree);
  const rest = others.map((other) => flattenTree(other));
  const expected = structureText(first.structure);
  for (const other of rest) {
    const got = structureText(other.structure);
    if (got !== expected) {
      throw new StructureError(
        `tree.map: all trees must have the same structure (expected ${expected}, got ${got}). ` +
          'Pass trees with the same keys and list lengths.',
      );
    }
  }
  const call = fn as (...leaves: unknown[]) => unknown;
  const mapped = first.leaves.map((leaf, i) => call(leaf, ...rest.map((other) => other.leaves[i])));
  return unflattenTree(first.structure, mapped);
}

function leaves<T extends TensorTreeOf<T>>(tree: T): tf.Tensor[];
function leaves<T extends ArrayTreeOf<T>>(tree: T): NDArray[];
function leaves(tree: unknown): Leaf[] {
  return flattenTree(tree).leaves;
}

function flatten<T extends TensorTreeOf<T>>(tree: T): FlatTree<tf.Tensor>;
function flatten<T extends ArrayTreeOf<T>>(tree: T): FlatTree<NDArray>;
function flatten(tree: unknown): FlatTree<Leaf> {
  return flattenTree(tree);
}

function unflatten(structure: TreeStructure, leaves: readonly tf.Tensor[]): TensorTree;
function unflatten(structure: TreeStructure, leaves: readonly NDArray[]): ArrayTree;
function unflatten(structure: TreeStructure, leaves: readonly Leaf[]): TensorTree | ArrayTree {
  return unflattenTree(structure, leaves) as TensorTree | ArrayTree;
}

function structureEquals<
  A extends TensorTreeOf<A> | ArrayTreeOf<A>,
  B extends TensorTreeOf<B> | ArrayTreeOf<B>,
>(a: A, b: B): boolean {
  return structureText(flattenTree(a).structure) === structureText(flattenTree(b).structure);
}

/**
 * Nested records and lists of arrays (or tensors), treated as one value. Leaves are visited depth first:
 * list items in order, record keys sorted, so the order of insertion never matters.
 *
 * - `map(fn, tree, ...others)` applies `fn` leaf by leaf over trees of one structure.
 * - `leaves(tree)` lists the leaves; `flatten(tree)` adds their paths and the structure.
 * - `unflatten(structure, leaves)` rebuilds a tree.
 * - `structureEquals(a, b)` compares nesting and keys, not shapes or values.
 *
 * @throws LeafError for a leaf that is neither tensor nor NDArray.
 * @throws StructureError for trees of different structure, or a wrong number of leaves.
 */
export const tree = { map, leaves, flatten, unflatten, structureEquals } as const;
