import { borrowScope } from '@cfq/jit';
import { measureLossIncrease } from './measure-loss-increase.ts';
import { defineSensitivity } from './sensitivity.ts';
import { trialLoss } from './trial-loss.ts';

/**
 * The rise of the task loss when one layer alone is quantized, measured on labelled rows:
 * `E[ℓ(f_{l→b}(x), y)] − E[ℓ(f(x), y)]`, for every layer `l` and bit-width `b`. It can be negative.
 */
export const lossSensitivity = defineSensitivity({
  name: 'loss',
  description: 'measured rise of the task loss on labelled rows',
  source: 'Nahshan et al. 2021, Loss Aware Post-Training Quantization',
  needs: 'rows',
  rowLimit: 4096,
  async measure(problem) {
    await using scope = borrowScope(problem.scope);
    const evaluate = trialLoss(problem.model, scope);
    return await measureLossIncrease('loss', { ...problem, ...problem.rows, evaluate });
  },
});
