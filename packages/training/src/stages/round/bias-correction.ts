import { ndarray, type NDArray } from '@cfq/jit';
import { decode, type QuantizedTensor } from '@cfq/quantizers';
import { layerInputs } from '../../scheme/layer-inputs.ts';
import {
  candidateKey,
  held,
  type QuantizerParameters,
  type StudentParameters,
} from '../../scheme/student-parameters.ts';
import type { ModelParameters } from '../../model/model.ts';
import { TrainingError } from '../../training-error.ts';
import { calibrationRows } from '../calibration-rows.ts';
import { gridOfLayer, hiddenQuantization } from './layer-by-layer.ts';
import { toNearest } from './to-nearest.ts';
import type { RoundStage } from './round-stage.ts';

/** Sum over the rows of each column of `[rows, columns]`, over the number of rows. */
function columnMeans({ data, shape: [rows = 0, columns = 0] }: NDArray): Float64Array {
  const means = new Float64Array(columns);
  data.forEach((value: number, index: number) => {
    means[index % columns]! += value / rows;
  });
  return means;
}

/** `meansᵀ W`: the mean output of a layer without its bias. */
function meanOutputs(means: Float64Array, { data, shape: [, outputs = 0] }: NDArray): Float64Array {
  const sums = new Float64Array(outputs);
  data.forEach((value: number, index: number) => {
    sums[index % outputs]! += means[Math.floor(index / outputs)]! * value;
  });
  return sums;
}

/** Sum of squares about each channel's mean. */
function spreads({ data }: NDArray, channels: number): Float64Array {
  const means = new Float64Array(channels);
  data.forEach((value: number, index: number) => {
    means[index % channels]! += (value * channels) / data.length;
  });
  const squares = new Float64Array(channels);
  data.forEach((value: number, index: number) => {
    squares[index % channels]! += (value - means[index % channels]!) ** 2;
  });
  return squares;
}

/** Weights of a layer with their spread restored, and the grid that they are on. */
function spreadRestored(
  layer: string,
  weight: NDArray,
  encoded: QuantizedTensor,
  learned: QuantizerParameters<NDArray>,
): { readonly weight: NDArray; readonly learned: QuantizerParameters<NDArray> } {
  const { scale } = learned;
  if (scale === undefined || encoded.kind !== 'affine') {
    throw new TrainingError(
      `biasCorrection: spread is restored by the scale (expected affine codes with the parameter "scale" in layer "${layer}", ` +
        `got ${encoded.kind} with ${Object.keys(learned).join(', ')}). Use one, or set spread to false.`,
    );
  }
  const channels = scale.data.length;
  const [exact, rounded] = [spreads(weight, channels), spreads(decode(encoded), channels)];
  // A channel rounded to one level has no spread to restore.
  const ratio = (channel: number): number =>
    rounded[channel]! > 0 && exact[channel]! > 0 ? Math.sqrt(exact[channel]! / rounded[channel]!) : 1;
  const wider = Float32Array.from(scale.data, (step, channel) => step * ratio(channel));
  return {
    weight: decode({ ...encoded, scale: wider }),
    learned: { ...learned, scale: ndarray(wider, scale.shape) },
  };
}

/** Options of {@link biasCorrection}. */
export interface BiasCorrectionOptions {
  /**
   * Whether the spread of each channel's weights is restored too, by a factor on its scale: for quantizers whose parameters include a
   * `scale`. Default false.
   */
  readonly spread?: boolean;
  /** What settles the codes, hidden units keeping their scale; default: to nearest. */
  readonly of?: RoundStage;
}

/**
 * Settles the codes and makes good, layer by layer, what that did to means: biases are moved so that on calibration
 * rows each layer's outputs have in the student the mean that they have at full precision. With `spread`, each channel's
 * weights first get back the spread `‖W − E W‖₂` that they had.
 *
 * Banner et al. add the difference of means to the weights, which leave the grid by it. What it does to a layer's outputs
 * is, on average over the rows, a constant; here that constant goes into the bias, and codes stay as they are.
 *
 * @throws TrainingError for a stage that rescales hidden units; from `round`, for `spread` with a quantizer whose codes have no even grid or that has no scale.
 * @see Banner et al. 2019 §4 (bias correction); Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and
 *   Bias Correction", §4.2.
 */
export function biasCorrection({ spread = false, of = toNearest }: BiasCorrectionOptions = {}): RoundStage {
  if (of.rescales === true) {
    throw new TrainingError(
      `biasCorrection: means are compared unit by unit (expected a stage that keeps the scale of hidden units, got ` +
        `"${of.name}"). Correct inside it: activationAware({ then: biasCorrection() }).`,
    );
  }
  const codes = of === toNearest ? 'nearest codes' : of.description;
  return {
    name: 'bias-correction',
    description: `${codes}, biases moved so that outputs keep their mean${spread ? ', spread of weights restored' : ''}`,
    options: of === toNearest ? { spread } : { spread, of: of.name, ...of.options },
    calls: of.calls,
    async round(setting, problem) {
      const { scheme, fitted } = problem;
      const { scope, signal } = setting;
      const { model } = scheme;
      const x = calibrationRows(setting);
      // Means to keep are those of the teacher's model, which reads columns as they are.
      const teacher = setting.teacher.model;
      const exact = await layerInputs({ model: teacher, parameters: fitted.dense, hidden: null, x, scope });
      const settled = await of.round(setting, problem);
      const hidden = hiddenQuantization(scheme, settled);
      let student: StudentParameters<NDArray> = settled;
      // Weights as they multiply: decoded, as far as layers are done.
      let multiplied: ModelParameters = settled.dense;
      for (const { layer } of model.layers) {
        signal?.throwIfAborted();
        const { weight, bias } = held(fitted.dense, layer);
        const { quantizer, learned, bits } = gridOfLayer(scheme, settled, layer);
        const chosen = held(settled.dense, layer).weight;
        const encoded = quantizer.encode(chosen, learned, bits);
        const restored = spread
          ? spreadRestored(layer, weight, encoded, learned)
          : { weight: chosen, learned };
        const rounded = spread ? restored.weight : decode(encoded);
        const { inputs } = await layerInputs({ model, parameters: multiplied, hidden, x, scope });
        const aim = meanOutputs(columnMeans(held(exact.inputs, layer)), weight);
        const found = meanOutputs(columnMeans(held(inputs, layer)), rounded);
        const moved = Float32Array.from(bias.data, (value, output) => value + aim[output]! - found[output]!);
        const corrected = ndarray(moved, bias.shape);
        multiplied = { ...multiplied, [layer]: { weight: rounded, bias: corrected } };
        student = {
          ...student,
          weights: { ...student.weights, [layer]: { [candidateKey(bits)]: restored.learned } },
          dense: { ...student.dense, [layer]: { weight: restored.weight, bias: corrected } },
        };
      }
      return student;
    },
  };
}
