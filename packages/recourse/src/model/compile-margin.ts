import { jit, tree, valueAndGradWithAux, type Executor, type NDArray, type TreeStructure } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { targetMargin } from './target-margin.ts';
import type { Logits } from './traced-model.ts';

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

/** The compiled margin of one model function, for `chunk × width` points a call. */
export interface CompiledMargin {
  /** @param leaves - The parameter arrays in the order of `tree.leaves`. */
  margins(leaves: NDArray[], points: Float32Array): Promise<Float32Array>;
  slopes(
    leaves: NDArray[],
    points: Float32Array,
  ): Promise<{ readonly margins: Float32Array; readonly slopes: Float32Array }>;
  /** How many logits a row has; known once something has been compiled. */
  classes(): number | undefined;
  dispose(): Promise<void>;
}

/** Compiles margin and slope for `chunk` rows a call. Parameters are arguments, so every seed shares what is compiled. */
export function compileMargin(signature: MarginSignature): CompiledMargin {
  const { logits, structure, target, width, chunk, executor } = signature;
  const options = executor === undefined ? {} : { executor };
  let classes: number | undefined;
  const score = (leaves: tf.Tensor[], points: tf.Tensor): tf.Tensor1D => {
    const rows = logits(tree.unflatten(structure, leaves), points as tf.Tensor2D);
    classes = rows.shape[1];
    return targetMargin(rows, target);
  };
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
    margins: async (leaves, points) => (await margins(leaves, { data: points, shape })).data as Float32Array,
    slopes: async (leaves, points) => {
      const out = await slopes(leaves, { data: points, shape });
      return { margins: out.margins.data as Float32Array, slopes: out.slopes.data as Float32Array };
    },
    classes: () => classes,
    dispose: async () => {
      await margins.dispose();
      await slopes.dispose();
    },
  };
}
