import { borrowScope } from '@cfq/jit';
import { measureLossIncrease } from './measure-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';
import { atRecourse, defineSensitivity } from './sensitivity.ts';
import { trialLoss } from './trial-loss.ts';

/**
 * The rise of the loss of the favourable class at the model's recourse points when one layer alone is quantized, measured:
 * `E[ℓ(f_{l→b}(x + δ_fp), y_fav)] − E[ℓ(f(x + δ_fp), y_fav)]`, over rows whose action succeeds, for every layer `l` and
 * bit-width `b`. With a cross-entropy for `ℓ` this is the rise of CFQ's `L_valid`: how much of the promise a layer's bits
 * carry.
 */
export const counterfactualSensitivity = defineSensitivity({
  name: 'counterfactual',
  description: 'measured rise of the loss of the favourable class at recourse points',
  source: 'CFQ §4.2; §5 (CF-PTQ) allocates by an approximation of it',
  needs: 'recourse',
  rowLimit: 2048,
  async measure(problem) {
    await using scope = borrowScope(problem.scope);
    const points = recoursePoints('counterfactual', problem);
    const evaluate = trialLoss(atRecourse(problem.model), scope);
    return await measureLossIncrease('counterfactual', { ...problem, ...points, evaluate });
  },
});
