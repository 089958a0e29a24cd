import * as tf from '@tensorflow/tfjs-core';

import { gradientsLoaded } from './trace/tf-state.ts';
import { StructureError } from './errors/structure-error.ts';
import { TraceError } from './errors/trace-error.ts';
import { flattenTensors, unflattenTree, type TreeStructure } from './tree/flatten.ts';
import type { TensorTreeOf } from './tree/types.ts';

/** What a function of `valueAndGrad` returns: the loss and its gradient, nested like the parameters. */
export type ValueAndGradients<P> = {
  readonly value: tf.Scalar;
  readonly gradients: P;
};

/** As `ValueAndGradients`, with the auxiliary output of the function. */
export type ValueAuxAndGradients<P, A> = ValueAndGradients<P> & { readonly aux: A };

/** Gradients of `loss` with respect to the leaves; zero where a leaf does not influence the loss. */
function gradientsOf(
  loss: () => tf.Scalar,
  leaves: tf.Tensor[],
  paths: readonly string[],
): {
  value: tf.Scalar;
  gradients: tf.Tensor[];
} {
  if (!gradientsLoaded()) {
    throw new TraceError(
      'valueAndGrad: the gradients of TF.js must be loaded (got none). Call it inside a function given to ' +
        'jit(), or `await prepareEager()` first.',
    );
  }
  leaves.forEach((leaf, i) => {
    if (leaf.dtype !== 'float32') {
      throw new StructureError(
        `valueAndGrad: parameters are float32 (expected float32 at ${paths[i]}, got ${leaf.dtype}). ` +
          'Pass integers and flags as further arguments, not as parameters.',
      );
    }
  });
  const { value, grads } = tf.engine().gradients(loss, leaves, undefined, true);
  if (value.rank !== 0) {
    throw new StructureError(
      `valueAndGrad: the loss is a scalar (expected shape [], got [${value.shape.join(', ')}]). ` +
        'Reduce it with tf.mean or tf.sum.',
    );
  }
  const gradients = leaves.map((leaf, i) => grads[i] ?? tf.zerosLike(leaf));
  return { value, gradients };
}

/**
 * Turns a scalar loss into a function that returns the loss and its gradient.
 *
 * The gradient is with respect to every leaf of the first argument, nested like it; it is zero for a leaf
 * that does not influence the loss. It may itself be differentiated.
 *
 * @param fn The loss: a float32 scalar computed from the parameters (a tree of float32 tensors) and any
 *   further arguments.
 * @throws StructureError when the loss is not a scalar or a parameter is not float32.
 */
export function valueAndGrad<P extends TensorTreeOf<P>, Rest extends readonly unknown[]>(
  fn: (parameters: P, ...rest: Rest) => tf.Scalar,
): (parameters: P, ...rest: Rest) => ValueAndGradients<P> {
  const withAux = valueAndGradWithAux<P, Rest, readonly []>((parameters, ...rest) => [
    fn(parameters, ...rest),
    [],
  ]);
  return (parameters, ...rest) => {
    const { value, gradients } = withAux(parameters, ...rest);
    return { value, gradients };
  };
}

/**
 * As `valueAndGrad`, for a function that returns `[loss, aux]`: the auxiliary tree is handed through and
 * takes no part in the gradient.
 *
 * @param fn Returns the scalar loss and any tree of tensors.
 * @throws StructureError when the loss is not a scalar or a parameter is not float32.
 */
export function valueAndGradWithAux<
  P extends TensorTreeOf<P>,
  Rest extends readonly unknown[],
  A extends TensorTreeOf<A>,
>(
  fn: (parameters: P, ...rest: Rest) => readonly [tf.Scalar, A],
): (parameters: P, ...rest: Rest) => ValueAuxAndGradients<P, A> {
  return (parameters, ...rest) => {
    const { leaves, paths, structure } = flattenTensors(parameters, 'parameters');
    let result: ValueAuxAndGradients<P, A> | undefined;
    tf.tidy(() => {
      const kept: tf.Tensor[] = [];
      let auxStructure: TreeStructure | undefined;
      try {
        const { value, gradients } = gradientsOf(
          () => {
            const [loss, extra] = fn(parameters, ...rest);
            const flat = flattenTensors(extra, 'aux');
            auxStructure = flat.structure;
            // The scope of the forward pass is about to close: hold copies until it has.
            for (const leaf of flat.leaves) kept.push(tf.keep(tf.clone(leaf)));
            return loss;
          },
          leaves,
          paths,
        );
        const aux = kept.map((leaf) => tf.clone(leaf));
        result = {
          value,
          aux: unflattenTree(auxStructure ?? { kind: 'list', items: [] }, aux) as A,
          gradients: unflattenTree(structure, gradients) as P,
        };
        return [value, ...aux, ...gradients];
      } finally {
        for (const leaf of kept) leaf.dispose();
      }
    });
    if (result === undefined) throw new TraceError('internal: valueAndGrad produced no result.');
    return result;
  };
}
