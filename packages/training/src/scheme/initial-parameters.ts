import { initialPolicy } from '@cfq/bit-allocation';
import { leastSquaresStart, type ObserverName, type Quantizer } from '@cfq/quantizers';
import type { CompileScope, NDArray } from '@cfq/jit';
import { calibrationActivations } from './calibration-activations.ts';
import {
  candidateKey,
  held,
  type QuantizerParameters,
  type StudentParameters,
} from './student-parameters.ts';
import type { ModelParameters } from '../model/model.ts';
import type { QuantizationScheme } from './quantization-scheme.ts';

/** How the first parameters of the weights' quantizers are found. */
export type ScaleInit = 'quantizer' | 'least-squares';

/** How the quantizer of a weight matrix starts. */
export interface WeightStart {
  readonly quantizer: Quantizer;
  /** Parameters of the quantizer for each output channel, or for the whole layer. */
  readonly perChannel: boolean;
  readonly scaleInit: ScaleInit;
  /** See `WeightQuantization`. */
  readonly observer?: ObserverName | undefined;
}

/**
 * First parameters of the quantizer of a weight matrix [inputs, outputs].
 *
 * @throws QuantizerError for a quantizer without a start of least squared error, where one is asked for, and for one that
 *   takes no observer, where one is given.
 */
export function firstParameters(
  { quantizer, perChannel, scaleInit, observer }: WeightStart,
  weight: NDArray,
  bits: number,
): QuantizerParameters<NDArray> {
  // A quantizer without channels does not know the option.
  const options = perChannel ? { axis: 1 } : {};
  if (observer !== undefined) return quantizer.init(weight, bits, { ...options, observer });
  return scaleInit === 'quantizer'
    ? quantizer.init(weight, bits, options)
    : leastSquaresStart(quantizer, weight, bits, options);
}

/** Where a student starts. */
export interface InitialParametersProblem {
  readonly scheme: QuantizationScheme;
  /** Weights and biases to start from: the teacher's. */
  readonly parameters: ModelParameters;
  /** Rows [n, d] to calibrate the activations on. */
  readonly calibration: NDArray;
  /** `'quantizer'`: the rule of the quantizer's paper. `'least-squares'`: the least squared error. */
  readonly scaleInit: ScaleInit;
  /** How ranges are chosen, where a method says so; see `WeightQuantization` and `ActivationQuantization`. */
  readonly observers?:
    | { readonly weights?: ObserverName | undefined; readonly activations?: ObserverName | undefined }
    | undefined;
  readonly scope: CompileScope;
}

/**
 * Parameters of a student before its first update: the given weights, parameters of the quantizer for every candidate width,
 * activations calibrated on what occurs, and a policy that favours no width where several are in play.
 *
 * @throws QuantizerError for a quantizer without a start of least squared error, where one is asked for.
 */
export async function initialParameters(
  problem: InitialParametersProblem,
): Promise<StudentParameters<NDArray>> {
  const { scheme, parameters, calibration, scaleInit, observers, scope } = problem;
  const { model, weights, activations } = scheme;
  const seen = await calibrationActivations(model, parameters, calibration, scope);
  const layers = model.layers.map(({ layer }) => layer);
  const candidates = weights.candidates[layers[0] ?? ''] ?? [];
  const { quantizer, perChannel } = weights;
  const start = { quantizer, perChannel, scaleInit, observer: observers?.weights };
  return {
    dense: parameters,
    weights: Object.fromEntries(
      layers.map((layer) => [
        layer,
        Object.fromEntries(
          (weights.candidates[layer] ?? []).map((bits) => [
            candidateKey(bits),
            firstParameters(start, held(parameters, layer).weight, bits),
          ]),
        ),
      ]),
    ),
    activations: Object.fromEntries(
      model.hiddenLayers.map((layer) => [
        layer,
        activations.quantizer.init(
          held(seen, layer),
          held(activations.bits, layer),
          observers?.activations === undefined ? {} : { observer: observers.activations },
        ),
      ]),
    ),
    policy: candidates.length > 1 ? [initialPolicy({ layers: model.layers, candidates })] : [],
  };
}
