import { borrowScope, randomStream } from '@cfq/jit';
import { curvatureTable } from './curvature/curvature-table.ts';
import { hessianProducts } from './curvature/hessian-products.ts';
import { topEigenvalue } from './curvature/top-eigenvalue.ts';
import { sensitivityBatches } from './sensitivity-batches.ts';
import { defineSensitivity } from './sensitivity.ts';

/**
 * How steeply the task loss can curve along a layer's weights, times how far rounding moves them:
 * `½ |λ_max(H_l)| ‖Q_b(w_l) − w_l‖²`, `H_l` the block of the Hessian of the mean loss in the weights of layer `l` alone. Where
 * the block has no negative eigenvalue it bounds the second-order rise from above. The eigenvalue comes of power iteration on
 * products with the Hessian.
 *
 * The paper ranks blocks by `λ_max` per parameter and fine-tunes them in the order of this product; here the product is the
 * table that an allocator chooses by.
 *
 * @see Dong et al. 2019, "HAWQ: Hessian AWare Quantization of Neural Networks with Mixed-Precision", §3.
 */
export const hawqSensitivity = defineSensitivity({
  name: 'hawq',
  description: 'top eigenvalue of the Hessian of the loss times the squared rounding error',
  source: 'Dong et al. 2019, HAWQ, §3',
  needs: 'rows',
  rowLimit: 1024,
  async measure(problem) {
    const { model, rows, layers, batchSize, seed = 0, signal, onProgress } = problem;
    await using scope = borrowScope(problem.scope);
    const batches = sensitivityBatches('hawq', rows, batchSize);
    const multiply = hessianProducts({ model, batches, rows: rows.labels.length, scope, signal });
    const { loss: baseline } = await multiply([{}]);
    const curvature: Record<string, number> = {};
    for (const [index, { layer, parameters }] of layers.entries()) {
      const eigenvalue = await topEigenvalue({
        product: async (vector) => (await multiply([{ [layer]: vector }])).products[0]![layer]!,
        size: parameters,
        stream: randomStream(seed, 'hawq', layer),
      });
      curvature[layer] = Math.abs(eigenvalue);
      onProgress?.(index + 1, layers.length);
    }
    return curvatureTable('hawq', { problem, baseline, curvature, rows: rows.labels.length });
  },
});
