import * as tf from '@tensorflow/tfjs-core';

import { StructureError } from './errors/structure-error.ts';
import { sizeOf } from './arrays/size-of.ts';
import { flattenTensors, unflattenTree } from './tree/flatten.ts';
import type { TensorTreeOf } from './tree/types.ts';

/** A tree as one vector, and the way back. */
export interface Raveled<T> {
  /** All leaves, one after another in the order of `tree.leaves`; float32 of rank 1. */
  readonly vector: tf.Tensor1D;
  /** A tree of the same shapes from such a vector; differentiable. */
  readonly unravel: (vector: tf.Tensor1D) => T;
}

/**
 * Lays a tree of float32 tensors out as one vector. Optimizers that work on the vector cost one chain of
 * operations instead of one per leaf, which for small models is a good part of a training step.
 *
 * @param tree At least one leaf, all float32.
 * @throws StructureError for an empty tree or another dtype; `unravel` for a vector of another length.
 */
export function ravel<T extends TensorTreeOf<T>>(tree: T): Raveled<T> {
  const { leaves, paths, structure } = flattenTensors(tree, 'tree');
  const other = leaves.findIndex(({ dtype }) => dtype !== 'float32');
  if (leaves.length === 0 || other !== -1) {
    throw new StructureError(
      'ravel: takes a tree of float32 leaves (expected at least one, all float32, got ' +
        `${leaves.length === 0 ? 'none' : `${leaves[other]!.dtype} at ${paths[other]}`}). Leave out other leaves.`,
    );
  }
  const shapes = leaves.map(({ shape }) => shape);
  const sizes = shapes.map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const unravel = (vector: tf.Tensor1D): T => {
    if (vector.rank !== 1 || vector.shape[0] !== total) {
      throw new StructureError(
        `ravel: a vector as long as the tree (expected [${total}], got [${vector.shape.join(', ')}]). ` +
          'Pass a vector that was raveled from a tree of the same shapes.',
      );
    }
    const parts = tf.split(vector, sizes).map((part, i) => tf.reshape(part, shapes[i]!));
    return unflattenTree(structure, parts) as T;
  };
  return { vector: tf.concat(leaves.map((leaf) => tf.reshape<tf.Rank.R1>(leaf, [leaf.size]))), unravel };
}
