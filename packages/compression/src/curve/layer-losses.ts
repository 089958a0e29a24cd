import { counterfactualMarginSensitivity, lossSensitivity, type Sensitivity } from '@cfq/bit-allocation';
import { sensitivityProblem, teacherRecourse } from '@cfq/training';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';

/**
 * What each layer's rounding costs at each width, `[layer][width]`: by the method's own
 * sensitivity, or by what it does to margins at the teacher's recourse points where the method has none; by the loss on
 * training rows where nobody has recourse.
 *
 * @throws AllocationError (of `@cfq/bit-allocation`); the signal's reason when aborted
 */
export async function layerLosses(
  setting: CandidateSetting,
  widths: readonly number[],
): Promise<{
  readonly loss: readonly (readonly number[])[];
  readonly sensitivity: Sensitivity;
}> {
  const { method, teacher, parts, actionSet, cost, seed, scope, signal } = setting;
  const own: Sensitivity = method.bits.parts?.sensitivity ?? counterfactualMarginSensitivity;
  const recourse =
    own.needs === 'recourse'
      ? (setting.recourse ??
        (await teacherRecourse({ teacher, dataset: parts, actionSet, cost, scope, signal })))
      : undefined;
  const sensitivity = recourse?.rows.length === 0 ? lossSensitivity : own;
  const { lossIncrease } = await sensitivity.measure(
    sensitivityProblem({
      ...{ teacher, weights: method.weights, candidates: widths, seed, scope, signal },
      rows: parts.train,
      recourse,
    }),
  );
  return { loss: lossIncrease, sensitivity };
}
