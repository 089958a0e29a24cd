import { ndarray, tree } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { ArrayTree, NDArray, TensorTree } from '@cfq/jit';

/** Constants of {@link adamwUpdate}; the learning rate and decay are tensors so that one graph serves them all. */
export interface AdamWOptions {
  /** Decay of the first moment, in [0, 1); default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1); default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment; default 1e-8. */
  readonly epsilon?: number;
}

/** Moments of AdamW, shaped like the parameters, and the number of updates done. */
export type AdamWState<Tree, Leaf> = {
  readonly step: Leaf;
  readonly first: Tree;
  readonly second: Tree;
};

/** Moments at zero for `parameters`. */
export function adamwInit<Tree extends ArrayTree>(parameters: Tree): AdamWState<Tree, NDArray> {
  const zeros = (leaf: NDArray): NDArray => ndarray(new Float32Array(leaf.data.length), leaf.shape);
  return {
    step: ndarray([0], []),
    first: tree.map<Tree>(zeros, parameters),
    second: tree.map<Tree>(zeros, parameters),
  };
}

/** What {@link adamwUpdate} reads. */
export interface AdamWInputs<Tree extends TensorTree> {
  readonly parameters: Tree;
  /** Same structure and shapes as `parameters`. */
  readonly gradients: Tree;
  readonly state: AdamWState<Tree, tf.Tensor>;
  /** Step size, a traced scalar (or one that broadcasts to every leaf): one compiled graph serves every schedule. */
  readonly learningRate: tf.Tensor;
  /** Decoupled decay, multiplied by the learning rate. */
  readonly weightDecay: tf.Tensor;
  /** Which leaves decay, in `tree.leaves` order; default: matrices (rank two and above), not vectors. */
  readonly leafDecays?: readonly boolean[];
}

/**
 * One AdamW update (Loshchilov & Hutter 2019, Algorithm 2), a pure function:
 * `m ← β₁m + (1−β₁)g`, `v ← β₂v + (1−β₂)g²`, `p ← p − η( m̂ / (√v̂ + ε) + λp )`, with the bias-corrected
 * `m̂ = m / (1−β₁ᵗ)`, `v̂ = v / (1−β₂ᵗ)`. Traced.
 */
export function adamwUpdate<Tree extends TensorTree>(
  { parameters, gradients, state, learningRate, weightDecay, leafDecays }: AdamWInputs<Tree>,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamWOptions = {},
): { parameters: Tree; state: AdamWState<Tree, tf.Tensor> } {
  const step = tf.add(state.step, 1);
  const firstCorrection = tf.sub(1, tf.pow(beta1, step));
  const secondCorrection = tf.sub(1, tf.pow(beta2, step));
  const first = tree.map<Tree>(
    (moment: tf.Tensor, gradient: tf.Tensor) => tf.add(tf.mul(moment, beta1), tf.mul(gradient, 1 - beta1)),
    state.first,
    gradients,
  );
  const second = tree.map<Tree>(
    (moment: tf.Tensor, gradient: tf.Tensor) =>
      tf.add(tf.mul(moment, beta2), tf.mul(tf.square(gradient), 1 - beta2)),
    state.second,
    gradients,
  );
  let visited = 0;
  const updated = tree.map<Tree>(
    (parameter: tf.Tensor, m: tf.Tensor, v: tf.Tensor) => {
      const direction = tf.div(
        tf.div(m, firstCorrection),
        tf.add(tf.sqrt(tf.div(v, secondCorrection)), epsilon),
      );
      const leaf = visited++;
      const decays = leafDecays?.[leaf] ?? parameter.rank >= 2;
      const decayed = decays ? tf.add(direction, tf.mul(parameter, weightDecay)) : direction;
      return tf.sub(parameter, tf.mul(decayed, learningRate));
    },
    parameters,
    first,
    second,
  );
  return { parameters: updated, state: { step, first, second } };
}
