import { initialPolicy } from '@cfq/bit-allocation';
import { quantizer, uniformSymmetric } from '@cfq/quantizers';
import type { NDArray } from '@cfq/jit';
import {
  candidateKey,
  type QuantizerParameters,
  type StudentForm,
  type StudentParameters,
} from './student-form.ts';
import { hiddenExtremes } from './hidden-extremes.ts';
import type { ModelParameters } from '../model/model.ts';

/** How the first steps of the weights are found. */
type StepStart = 'quantizer' | 'mse';

/** Where a student starts. */
export interface InitStudentProblem {
  readonly form: StudentForm;
  /** Weights and biases to start from: the teacher's. */
  readonly parameters: ModelParameters;
  /** Rows [n, d] to calibrate the activations on. */
  readonly calibration: NDArray;
  /** `'quantizer'`: the rule of the quantizer's paper. `'mse'`: the step of least squared error. */
  readonly stepStart: StepStart;
}

function firstSteps(
  form: StudentForm,
  weight: NDArray,
  bits: number,
  stepStart: StepStart,
): QuantizerParameters<NDArray> {
  const axis = form.weights.perChannel ? 1 : null;
  const initial = quantizer(form.weights.quantizer).init(weight, bits, { axis });
  if (stepStart === 'quantizer') return initial;
  const { scale } = uniformSymmetric.init(weight, bits, { axis, observer: 'mse' });
  if (initial['step'] !== undefined) return { step: scale };
  return form.weights.quantizer === 'uniform-symmetric' ? { scale } : initial;
}

/**
 * Parameters of a student before its first update: the teacher's weights, a step for every candidate width,
 * activations calibrated on the teacher, and a policy that favours no width where several are in play.
 */
export async function initStudent(problem: InitStudentProblem): Promise<StudentParameters<NDArray>> {
  const { form, parameters, calibration, stepStart } = problem;
  const { model, weights, activations } = form;
  const highest = await hiddenExtremes(model, parameters, calibration);
  const layers = model.layers.map(({ layer }) => layer);
  const candidates = weights.candidates[layers[0] ?? ''] ?? [];
  return {
    dense: parameters,
    weights: Object.fromEntries(
      layers.map((layer) => [
        layer,
        Object.fromEntries(
          (weights.candidates[layer] ?? []).map((bits) => [
            candidateKey(bits),
            firstSteps(form, parameters[layer]!.weight, bits, stepStart),
          ]),
        ),
      ]),
    ),
    activations: Object.fromEntries(
      model.hiddenLayers.map((layer) => [
        layer,
        quantizer(activations.quantizer).init(highest[layer]!, activations.bits[layer]!),
      ]),
    ),
    policy: candidates.length > 1 ? [initialPolicy({ layers: model.layers, candidates })] : [],
  };
}
