import {
  jit,
  tree,
  valueAndGradWithAux,
  type Executor,
  type NDArray,
  type TensorTree,
  type TreeStructure,
} from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { RecourseError } from '../recourse-error.ts';

/** A model as the solvers see it: the margin of the target class and its slope, for a fixed number of rows a call. */
export interface MarginModel {
  /** Rows of one call; shorter batches are padded. */
  readonly chunk: number;
  readonly width: number;
  /** Margins of `chunk × width` points. */
  margins(points: Float32Array): Promise<Float32Array>;
  /** Margins and their gradients with respect to the points, `chunk × width`. */
  slopes(points: Float32Array): Promise<{ readonly margins: Float32Array; readonly slopes: Float32Array }>;
}

/**
 * Logits `[n, classes]` of encoded rows `[n, d]`, as traceable TF.js code. Written as a method, so that a function of
 * a more particular tree of parameters fits; the arrays passed along must have that nesting.
 */
export type Logits = { logits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D }['logits'];

/**
 * The logit margin of the target, `m(x; t) = g(x)_t − max_{y ≠ t} g(x)_y` (CFQ §4.2), traceable.
 *
 * @param logits - `[n, classes]`, two classes or more.
 * @param target - A class index.
 * @returns `[n]`; positive exactly where the target is predicted.
 * @throws RecourseError when the target is not one of the classes.
 */
export function targetMargin(logits: tf.Tensor2D, target: number): tf.Tensor1D {
  const [rows, classes] = logits.shape;
  if (!Number.isInteger(target) || target < 0 || target >= classes || classes < 2) {
    throw new RecourseError(
      `targetMargin: the target is a class of the model (expected 0…${classes - 1}, got ${target}). Correct it.`,
    );
  }
  const own = tf.slice(logits, [0, target], [rows, 1]);
  const before = tf.slice(logits, [0, 0], [rows, target]);
  const after = tf.slice(logits, [0, target + 1], [rows, classes - target - 1]);
  const parts = [before, after].filter((part) => part.shape[1] > 0);
  const others = parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
  const rival = classes === 2 ? others : tf.max(others, 1, true);
  return tf.reshape(tf.sub(own, rival), [rows]);
}

/** The compiled margin of one model function; `bind` adds parameters. */
export interface CompiledMargin {
  /** @param leaves - The parameter arrays in the order of `tree.leaves`. */
  bind(leaves: NDArray[]): MarginModel;
  dispose(): Promise<void>;
}

/** What a compiled margin depends on beside the shapes of the parameters. */
export interface MarginSignature {
  readonly logits: Logits;
  /** The nesting of the parameters. */
  readonly structure: TreeStructure;
  readonly target: number;
  readonly width: number;
  readonly chunk: number;
  readonly executor: Executor | undefined;
}

/** Compiles margin and slope for `chunk` rows a call. Parameters are arguments, so every seed shares the sessions. */
export function compileMargin({
  logits,
  structure,
  target,
  width,
  chunk,
  executor,
}: MarginSignature): CompiledMargin {
  const options = executor === undefined ? {} : { executor };
  const score = (leaves: tf.Tensor[], points: tf.Tensor): tf.Tensor1D =>
    targetMargin(logits(tree.unflatten(structure, leaves), points as tf.Tensor2D), target);
  const slopeOf = valueAndGradWithAux<tf.Tensor, [tf.Tensor[]], tf.Tensor>((points, leaves) => {
    const margin = score(leaves, points);
    return [tf.sum(margin), margin];
  });
  const margins = jit<[tf.Tensor[], tf.Tensor], tf.Tensor>(score, { ...options, name: 'recourse margins' });
  const slopes = jit<[tf.Tensor[], tf.Tensor], { margins: tf.Tensor; slopes: tf.Tensor }>(
    (leaves, points) => {
      const { aux, gradients } = slopeOf(points, leaves);
      return { margins: aux, slopes: gradients };
    },
    { ...options, name: 'recourse slopes' },
  );
  const shape = [chunk, width];
  return {
    bind: (leaves) => ({
      chunk,
      width,
      margins: async (points) => (await margins(leaves, { data: points, shape })).data as Float32Array,
      slopes: async (points) => {
        const out = await slopes(leaves, { data: points, shape });
        return { margins: out.margins.data as Float32Array, slopes: out.slopes.data as Float32Array };
      },
    }),
    dispose: async () => {
      await margins.dispose();
      await slopes.dispose();
    },
  };
}
