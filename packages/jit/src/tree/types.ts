import type * as tf from '@tensorflow/tfjs-core';

import type { NDArray } from '../arrays/ndarray.ts';

/** Nested lists and records with tensors at the leaves. */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [key: string]: TensorTree };

/** Nested lists and records with NDArrays at the leaves. */
export type ArrayTree = NDArray | readonly ArrayTree[] | { readonly [key: string]: ArrayTree };

/** `T` itself where it is of the recursive type `Tree`, or a record of such values; else a type that it does not extend. */
type Checked<T, Tree> = T extends Tree
  ? T
  : T extends TensorTree | ArrayTree | ((...args: never[]) => unknown)
    ? never
    : T extends object
      ? { [K in keyof T]: Checked<T[K], Tree> }
      : never;

/**
 * Constraint of a tree of tensors: `T extends TensorTreeOf<T>`. It allows records declared as an `interface`, which
 * have no index signature and so are no {@link TensorTree}.
 */
export type TensorTreeOf<T> = TensorTree | { [K in keyof T]: Checked<T[K], TensorTree> };

/** As {@link TensorTreeOf}, of NDArrays. */
export type ArrayTreeOf<T> = ArrayTree | { [K in keyof T]: Checked<T[K], ArrayTree> };

/** Anything that can stand at a leaf. */
export type Leaf = tf.Tensor | NDArray;

/** The same nesting with every leaf replaced by `R`; tuples stay tuples. */
export type WithLeaves<T, R> = T extends Leaf ? R : { [K in keyof T]: WithLeaves<T[K], R> };

/** The same nesting with tensors replaced by NDArrays. */
export type AsArrays<T> = [TensorTree] extends [T]
  ? ArrayTree
  : T extends Leaf
    ? NDArray
    : { [K in keyof T]: AsArrays<T[K]> };

/** The same nesting with NDArrays replaced by tensors. */
export type AsTensors<T> = [ArrayTree] extends [T]
  ? TensorTree
  : T extends Leaf
    ? tf.Tensor
    : { [K in keyof T]: AsTensors<T[K]> };
