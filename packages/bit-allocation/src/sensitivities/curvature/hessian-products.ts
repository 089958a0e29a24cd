import { jit, valueAndGrad, type CompileScope, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { MeasuredModel, LayeredParameters } from '../sensitivity.ts';
import type { SensitivityBatch } from '../sensitivity-batches.ts';
import { zeroArrays, type LayerArrays } from './layer-arrays.ts';

type Weights<Leaf> = Readonly<Record<string, Leaf>>;

/** Loss, and the Hessian of the loss times a direction, of one batch; compiled once per model in a scope. */
function hessianProductGraph({ logits, rowLosses }: MeasuredModel, scope: CompileScope) {
  return scope.compileOnce([hessianProductGraph, logits, rowLosses], () =>
    jit(
      (
        at: LayeredParameters<tf.Tensor>,
        direction: Weights<tf.Tensor>,
        x: tf.Tensor2D,
        labels: tf.Tensor1D,
        rows: tf.Tensor1D,
      ) => {
        const lossOf = valueAndGrad((weights: Weights<tf.Tensor>) => {
          const moved = Object.fromEntries(
            Object.entries(at).map(([layer, own]) => [layer, { ...own, weight: weights[layer]! }]),
          );
          return tf.sum<tf.Scalar>(tf.mul(rows, rowLosses(logits(moved, x), labels)));
        });
        const own = Object.fromEntries(Object.entries(at).map(([layer, { weight }]) => [layer, weight]));
        const { gradients } = valueAndGrad((weights: Weights<tf.Tensor>) => {
          const slopes = Object.entries(lossOf(weights).gradients).map(([layer, slope]) =>
            tf.sum<tf.Scalar>(tf.mul(slope, direction[layer]!)),
          );
          return slopes.reduce((sum, slope) => tf.add(sum, slope));
        })(own);
        return { value: lossOf(own).value, products: gradients };
      },
      { name: 'Hessian product' },
    ),
  );
}

/** The loss at the model's weights, and the Hessian times one direction. */
export interface HessianProduct {
  /** Mean loss over the rows. */
  readonly loss: number;
  /** `H v` in the shape of the weights, `H` the Hessian of the mean loss in the weights of all layers. */
  readonly products: LayerArrays;
}

/** What {@link hessianProducts} multiplies over. */
export interface HessianProductsProblem {
  readonly model: MeasuredModel;
  readonly batches: readonly SensitivityBatch[];
  /** Rows in all batches, without their padding. */
  readonly rows: number;
  readonly scope: CompileScope;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A function that multiplies the Hessian of the mean loss by a direction, without the Hessian: the gradient of
 * `⟨∇_w L, v⟩` in the weights, compiled. Layers that a direction does not name are zero in it; a direction within one layer
 * leads to that layer's block of the Hessian in its own part of the product.
 *
 * @see Pearlmutter 1994, "Fast Exact Multiplication by the Hessian".
 */
export function hessianProducts({
  model,
  batches,
  rows,
  scope,
  signal,
}: HessianProductsProblem): (direction: Partial<LayerArrays>) => Promise<HessianProduct> {
  const { parameters } = model;
  const graph = hessianProductGraph(model, scope);
  return async (direction) => {
    const products = zeroArrays(parameters);
    const along = Object.fromEntries(
      Object.entries(parameters).map(([layer, { weight }]): [string, NDArray] => [
        layer,
        {
          data: Float32Array.from(direction[layer] ?? new Float64Array(weight.data.length)),
          shape: weight.shape,
        },
      ]),
    );
    let loss = 0;
    for (const { x, labels, weights } of batches) {
      signal?.throwIfAborted();
      const outcome = await graph(parameters, along, x, labels, weights);
      loss += outcome.value.data[0]! / rows;
      for (const [layer, sum] of Object.entries(products)) {
        const part = outcome.products[layer]!.data;
        for (let at = 0; at < sum.length; at += 1) sum[at]! += part[at]! / rows;
      }
    }
    return { loss, products };
  };
}
