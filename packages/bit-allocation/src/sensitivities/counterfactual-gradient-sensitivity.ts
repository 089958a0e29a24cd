import { borrowScope } from '@cfq/jit';
import { roundingError } from './curvature/layer-arrays.ts';
import { lossGradients } from './loss-gradients.ts';
import { predictLossIncrease } from './predict-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';
import { atRecourse, defineSensitivity } from './sensitivity.ts';

/**
 * What the gradient of the loss of the favourable class at the model's recourse points predicts that quantizing each layer
 * costs there, `|⟨g_l, Q_b(w_l) − w_l⟩|`: one backward pass instead of a forward pass for each layer and width. It is a
 * prediction and can be far off; see {@link predictLossIncrease}.
 */
export const counterfactualGradientSensitivity = defineSensitivity({
  name: 'counterfactual-gradient',
  description: 'rise of the loss of the favourable class at recourse points as its gradient predicts it',
  source: 'CFQ §5 (CF-PTQ with sensitivity)',
  needs: 'recourse',
  rowLimit: Infinity,
  async measure(problem) {
    await using scope = borrowScope(problem.scope);
    const points = recoursePoints('counterfactual-gradient', problem);
    return await predictLossIncrease('counterfactual-gradient', {
      ...problem,
      ...points,
      error: (layer, bits) => roundingError(problem.model, layer, bits),
      evaluate: lossGradients(atRecourse(problem.model), scope),
    });
  },
});
