import { jit, scan, valueAndGrad, type CompileScope, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { MeasuredModel, LayeredParameters } from '../sensitivity.ts';
import type { SensitivityBatch } from '../sensitivity-batches.ts';
import { zeroArrays, type LayerArrays } from './layer-arrays.ts';

type Weights<Leaf> = Readonly<Record<string, Leaf>>;

/**
 * Loss, and the Hessian of the loss times each of some directions, of one batch; compiled once per model in a scope. What does
 * not depend on a direction, the pass forward and the gradient, is computed once for all of them.
 */
function hessianProductGraph({ logits, rowLosses }: MeasuredModel, scope: CompileScope) {
  return scope.compileOnce([hessianProductGraph, logits, rowLosses], () =>
    jit(
      (
        at: LayeredParameters<tf.Tensor>,
        directions: Weights<tf.Tensor>,
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
        const [, products] = scan(
          (_: readonly tf.Tensor[], direction: Weights<tf.Tensor>) => {
            const { gradients } = valueAndGrad((weights: Weights<tf.Tensor>) => {
              const slopes = Object.entries(lossOf(weights).gradients).map(([layer, slope]) =>
                tf.sum<tf.Scalar>(tf.mul(slope, direction[layer]!)),
              );
              return slopes.reduce((sum, slope) => tf.add(sum, slope));
            })(own);
            return [[], gradients] as const;
          },
          [] as readonly tf.Tensor[],
          directions,
        );
        return { value: lossOf(own).value, products };
      },
      { name: 'Hessian product' },
    ),
  );
}

/** One number a weight of some layers. */
export type Direction = Readonly<Record<string, ArrayLike<number>>>;

/** The loss at the model's weights, and the Hessian times some directions. */
export interface HessianProducts {
  /** Mean loss over the rows. */
  readonly loss: number;
  /** `H v` of every direction in the shape of the weights, `H` the Hessian of the mean loss in the weights of all layers. */
  readonly products: readonly LayerArrays[];
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
 * A function that multiplies the Hessian of the mean loss by directions, without the Hessian: the gradient of
 * `⟨∇_w L, v⟩` in the weights, compiled, all directions of a call in one native call a batch. Layers that a direction does not
 * name are zero in it; a direction within one layer leads to that layer's block of the Hessian in its own part of the product.
 *
 * @see Pearlmutter 1994, "Fast Exact Multiplication by the Hessian".
 */
export function hessianProducts({
  model,
  batches,
  rows,
  scope,
  signal,
}: HessianProductsProblem): (directions: readonly Direction[]) => Promise<HessianProducts> {
  const { parameters } = model;
  const graph = hessianProductGraph(model, scope);
  return async (directions) => {
    const along = stacked(directions, parameters);
    const products = directions.map(() => zeroArrays(parameters));
    let loss = 0;
    for (const { x, labels, weights } of batches) {
      signal?.throwIfAborted();
      const outcome = await graph(parameters, along, x, labels, weights);
      loss += outcome.value.data[0]! / rows;
      products.forEach((product, at) => {
        for (const [layer, sum] of Object.entries(product)) {
          const { data } = outcome.products[layer]!;
          const from = at * sum.length;
          for (let index = 0; index < sum.length; index += 1) sum[index]! += data[from + index]! / rows;
        }
      });
    }
    return { loss, products };
  };
}

/** Directions one after the other, [directions, ...] by layer. */
function stacked(
  directions: readonly Direction[],
  parameters: MeasuredModel['parameters'],
): Weights<NDArray> {
  return Object.fromEntries(
    Object.entries(parameters).map(([layer, { weight }]): [string, NDArray] => {
      const size = weight.data.length;
      const data = new Float32Array(directions.length * size);
      directions.forEach((direction, at) => data.set(direction[layer] ?? [], at * size));
      return [layer, { data, shape: [directions.length, ...weight.shape] }];
    }),
  );
}
