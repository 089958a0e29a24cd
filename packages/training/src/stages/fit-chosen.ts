import type { NDArray } from '@cfq/jit';
import { classificationScores } from '../model/classification-scores.ts';
import { deployStudent } from '../scheme/deployed-student.ts';
import type { QuantizationScheme } from '../scheme/quantization-scheme.ts';
import { candidateKey, held, type StudentParameters } from '../scheme/student-parameters.ts';
import { predictDeployed } from '../student/predict-student.ts';
import { fit } from './fit.ts';
import { startingParameters } from './starting-parameters.ts';
import type { StartedSetting } from './student-setting.ts';

/** Training under chosen bits. */
export interface FitChosenProblem {
  /** One candidate a layer. */
  readonly scheme: QuantizationScheme;
  /** Where a search ended, every candidate's parameters; null: from the start. */
  readonly searched: StudentParameters<NDArray> | null;
  /** Updates of its native calls. */
  readonly calls: readonly number[];
}

/** Trains under chosen bits, and keeps the last parameters or those of the lowest validation loss. */
export async function fitChosen(
  setting: StartedSetting,
  { scheme, searched, calls }: FitChosenProblem,
): Promise<StudentParameters<NDArray>> {
  const { x, y } = setting.dataset.validation;
  const start = searched === null ? await startingParameters(setting, scheme) : onlyChosen(scheme, searched);
  if (setting.method.training.checkpoint === 'last') {
    return fit(setting, { scheme, start, phase: 'fit', calls });
  }
  let best = { loss: Infinity, parameters: start };
  await fit(setting, {
    ...{ scheme, start, phase: 'fit', calls },
    async onCall({ parameters }) {
      const { scope } = setting;
      const logits = await predictDeployed(deployStudent(scheme, parameters), x, { scope });
      const { loss } = classificationScores(logits, y, setting.teacher);
      if (loss < best.loss) best = { loss, parameters };
      return { record: { validationLoss: loss } };
    },
  });
  return best.parameters;
}

/** Parameters without the candidates that were not chosen, and without the policy. */
function onlyChosen(
  { weights }: QuantizationScheme,
  parameters: StudentParameters<NDArray>,
): StudentParameters<NDArray> {
  return {
    ...parameters,
    policy: [],
    weights: Object.fromEntries(
      Object.entries(parameters.weights).map(([layer, learned]) => [
        layer,
        Object.fromEntries(
          held(weights.candidates, layer).map((bits) => {
            const key = candidateKey(bits);
            return [key, held(learned, key)];
          }),
        ),
      ]),
    ),
  };
}
