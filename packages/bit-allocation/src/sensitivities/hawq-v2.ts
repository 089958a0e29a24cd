import { borrowScope, byContent, randomStream } from '@cfq/jit';
import { curvatureTable } from './curvature/curvature-table.ts';
import { hessianProducts } from './curvature/hessian-products.ts';
import { hutchinsonTraces, randomSigns } from './curvature/hutchinson-traces.ts';
import { sensitivityBatches } from './sensitivity-batches.ts';
import { defineSensitivity } from './sensitivity.ts';

/** Random vectors; the paper finds that 50 settle the order of the layers. */
const probes = 50;

/** Numbers of all vectors of one native call, at most, where it takes more than one vector. */
const mostNumbers = 2 ** 22;

/** How many vectors of `weights` numbers go into one call: a divisor of their number, so that all calls are of one shape. */
function vectorsTogether(weights: number): number {
  for (let together = probes; together > 1; together -= 1) {
    if (probes % together === 0 && together * weights <= mostNumbers) return together;
  }
  return 1;
}

/**
 * The average curvature of the task loss along a layer's weights, times how far rounding moves them:
 * `½ (Tr(H_l) / n_l) ‖Q_b(w_l) − w_l‖²`, which is what the second order predicts for errors that point nowhere in particular.
 * `H_l` is the block of the Hessian of the mean loss in the `n_l` weights of layer `l`; its trace comes of Hutchinson's
 * estimator with 50 vectors. A negative estimate counts as 0: rounding is not what a loss should be lowered with.
 *
 * @see Dong et al. 2020, "HAWQ-V2: Hessian Aware trace-Weighted Quantization of Neural Networks", §3, equation 9.
 */
export const hawqV2Sensitivity = defineSensitivity({
  name: 'hawq-v2',
  description: 'average trace of the Hessian of the loss times the squared rounding error',
  source: 'Dong et al. 2020, HAWQ-V2, §3',
  needs: 'rows',
  rowLimit: 1024,
  async measure(problem) {
    const { model, rows, layers, batchSize, seed = 0, signal, onProgress } = problem;
    await using scope = borrowScope(problem.scope);
    const batches = sensitivityBatches('hawq-v2', rows, batchSize);
    const multiply = hessianProducts({ model, batches, rows: rows.labels.length, scope, signal });
    const sizes = Object.fromEntries(layers.map(({ layer, parameters }) => [layer, parameters]));
    // Groups of people are measured one after the other with the same vectors.
    const vectors = scope.compileOnce([randomSigns, byContent(sizes), seed], () =>
      randomSigns({ sizes, probes, stream: randomStream(seed, 'hawq-v2') }),
    );
    let baseline = 0;
    let done = 0;
    const traces = await hutchinsonTraces({
      products: async (some) => {
        const { loss, products } = await multiply(some);
        baseline = loss;
        onProgress?.((done += some.length), probes);
        return products;
      },
      vectors,
      together: vectorsTogether(layers.reduce((sum, { parameters }) => sum + parameters, 0)),
    });
    const curvature = Object.fromEntries(
      layers.map(({ layer, parameters }) => [layer, Math.max(0, traces[layer]!.trace / parameters)]),
    );
    return curvatureTable('hawq-v2', { problem, baseline, curvature, rows: rows.labels.length });
  },
});
