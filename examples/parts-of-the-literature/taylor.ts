import { defineSensitivity, lossGradients, predictLossIncrease, roundingError } from '@cfq/bit-allocation';
import { borrowScope } from '@cfq/jit';

/**
 * First-order Taylor importance of every weight, squared and summed: `Σ_i (g_i Δ_i)²` with `Δ = Q_b(w) − w`, where the
 * publication has weights that are removed.
 *
 * @see Molchanov et al. 2019, "Importance Estimation for Neural Network Pruning", §3.
 */
export const taylor = defineSensitivity({
  name: 'taylor',
  description: 'squared first-order change of the loss, weight by weight',
  source: 'Molchanov et al. 2019, Importance Estimation for Neural Network Pruning',
  needs: 'rows',
  rowLimit: 4096,
  async measure(problem) {
    const { model, rows } = problem;
    await using scope = borrowScope(problem.scope);
    return await predictLossIncrease('taylor', {
      ...problem,
      ...rows,
      form: 'squared-gradient',
      error: (layer, bits) => roundingError(model, layer, bits),
      evaluate: lossGradients(model, scope),
    });
  },
});
