import { borrowScope } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { roundingError, zeroArrays } from './curvature/layer-arrays.ts';
import { lossGradientGraph } from './loss-gradient-graph.ts';
import { sensitivityBatches } from './sensitivity-batches.ts';
import { defineSensitivity } from './sensitivity.ts';

/**
 * The second-order rise of the task loss by the diagonal of the empirical Fisher information:
 * `½ Σ_i F_ii (Q_b(w) − w)_i²`, `F_ii = E[(∂ℓ(f(x), y) / ∂w_i)²]` over labelled rows, each row's own gradient. At a well
 * trained minimum of a log-likelihood the Fisher information is close to the Hessian, and it is never negative.
 *
 * A gradient a row: at most 512 rows are looked at.
 *
 * @see LeCun, Denker and Solla 1990, "Optimal Brain Damage", for the diagonal second order; Amari 1998, "Natural Gradient
 *   Works Efficiently in Learning", for the Fisher information; Zandonati et al. 2022, "FIT: A Metric for Model Sensitivity",
 *   for bits chosen by it; Kunstner, Hennig and Balles 2019 for what the empirical one leaves out.
 */
export const fisherSensitivity = defineSensitivity({
  name: 'fisher',
  description: 'squared rounding error weighted by the Fisher information of every weight',
  source: 'Zandonati et al. 2022, FIT; LeCun, Denker and Solla 1990',
  needs: 'rows',
  rowLimit: 512,
  async measure(problem) {
    const { model, rows, layers, candidates = defaultCandidates, signal, onProgress } = problem;
    assertLayers('fisher', layers);
    assertCandidates('fisher', candidates);
    await using scope = borrowScope(problem.scope);
    const graph = lossGradientGraph(model, scope);
    const information = zeroArrays(model.parameters);
    const batches = sensitivityBatches('fisher', rows, 1);
    let baseline = 0;
    for (const [index, { x, labels, weights }] of batches.entries()) {
      signal?.throwIfAborted();
      const { value, gradients } = await graph(model.parameters, x, labels, weights);
      baseline += value.data[0]! / batches.length;
      for (const [layer, sum] of Object.entries(information)) {
        const slope = gradients[layer]!.weight.data;
        for (let at = 0; at < sum.length; at += 1) sum[at]! += slope[at]! ** 2 / batches.length;
      }
      onProgress?.(index + 1, batches.length);
    }
    const lossIncrease = layers.map(({ layer }) => {
      const own = information[layer]!;
      return candidates.map(
        (bits) =>
          0.5 *
          roundingError(model, layer, bits).reduce((sum, error, at) => sum + own[at]! * error * error, 0),
      );
    });
    if (!lossIncrease.flat().every(Number.isFinite)) {
      throw new AllocationError(
        'fisher: a gradient of the loss is not finite (expected finite numbers). Look at the model and its inputs.',
      );
    }
    return { layers, candidates, baseline, lossIncrease, rows: batches.length };
  },
});
