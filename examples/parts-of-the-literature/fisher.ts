import { defineSensitivity, lossGradients, roundingError, sensitivityBatches } from '@cfq/bit-allocation';
import { borrowScope } from '@cfq/jit';

/**
 * `½ Σ_i F_i Δ_i²`, `F_i` the mean of the squared gradient of the loss over rows, one row at a time, and `Δ = Q_b(w) − w`.
 *
 * @see Zandonati et al. 2022, "FIT: A Metric for Model Sensitivity".
 */
export const fisher = defineSensitivity({
  name: 'fisher',
  description: 'squared rounding error weighted by the Fisher information of every weight',
  source: 'Zandonati et al. 2022, FIT',
  needs: 'rows',
  rowLimit: 512,
  async measure({ model, rows, layers, candidates = [2, 3, 4, 8], ...problem }) {
    await using scope = borrowScope(problem.scope);
    const gradients = lossGradients(model, scope);
    const batches = sensitivityBatches('fisher', rows, 1);
    const information = new Map(layers.map(({ layer, parameters }) => [layer, new Float64Array(parameters)]));
    let baseline = 0;
    for (const [index, batch] of batches.entries()) {
      problem.signal?.throwIfAborted();
      const slopes = await gradients(batch);
      baseline += slopes.loss / batches.length;
      for (const [layer, sum] of information) {
        const slope = slopes.gradients[layer]!;
        for (let at = 0; at < sum.length; at += 1) sum[at]! += slope[at]! ** 2 / batches.length;
      }
      problem.onProgress?.(index + 1, batches.length);
    }
    const rise = (layer: string, bits: number): number =>
      0.5 *
      roundingError(model, layer, bits).reduce(
        (sum, error, at) => sum + information.get(layer)![at]! * error * error,
        0,
      );
    const lossIncrease = layers.map(({ layer }) => candidates.map((bits) => rise(layer, bits)));
    return { layers, candidates, baseline, lossIncrease, rows: batches.length };
  },
});
