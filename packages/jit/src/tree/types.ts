import type * as tf from '@tensorflow/tfjs-core';

import type { NDArray } from '../arrays/ndarray.ts';

/** Nested lists and records with tensors at the leaves. */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [key: string]: TensorTree };

/** Nested lists and records with NDArrays at the leaves. */
export type ArrayTree = NDArray | readonly ArrayTree[] | { readonly [key: string]: ArrayTree };

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
