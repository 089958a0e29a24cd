import { ndarray, type NDArray } from '@cfq/jit';
import { layerInputs, type HiddenQuantization } from '../../scheme/layer-inputs.ts';
import type { GridOfWeight } from '../../scheme/rounding/even-grid.ts';
import type { QuantizationScheme } from '../../scheme/quantization-scheme.ts';
import { candidateKey, held, type StudentParameters } from '../../scheme/student-parameters.ts';
import type { ModelParameters } from '../../model/model.ts';
import { calibrationRows } from '../calibration-rows.ts';
import type { StartedSetting } from '../student-setting.ts';

/** One layer whose codes are to be settled, those before it being settled. */
export interface LayerToRound {
  readonly layer: string;
  /** At full precision [inputs, outputs]. */
  readonly weight: NDArray;
  readonly grid: GridOfWeight;
  /** What it reads in the student on calibration rows [n, inputs]: outputs of rounded layers, themselves rounded. */
  readonly inputs: NDArray;
  /** 1 where a weight may be other than zero, [inputs, outputs]; null: everywhere. */
  readonly mask: NDArray | null;
}

/** How the hidden outputs of a student are rounded. */
export function hiddenQuantization(
  { activations }: QuantizationScheme,
  parameters: StudentParameters<NDArray>,
): HiddenQuantization {
  return { ...activations, parameters: parameters.activations };
}

/** The grid of a layer under its one candidate. */
export function gridOfLayer(
  { weights }: QuantizationScheme,
  parameters: StudentParameters<NDArray>,
  layer: string,
): GridOfWeight {
  const bits = held(weights.candidates, layer)[0]!;
  return {
    quantizer: weights.quantizer,
    learned: held(held(parameters.weights, layer), candidateKey(bits)),
    bits,
  };
}

/** Which weights of a layer may be other than zero; null: all. */
export function maskOfLayer({ start }: StartedSetting, layer: string): NDArray | null {
  const masks = start.masks.flatMap((one) => one[layer] ?? []);
  const [first, ...others] = masks;
  if (first === undefined) return null;
  const both = others.reduce((data, other) => data.map((kept, at) => kept * other.data[at]!), first.data);
  return ndarray(both, first.shape);
}

/**
 * Settles the codes of one layer after another, first to last, each from what it reads in the student so far.
 *
 * @param round weights on the layer's grid.
 */
export async function layerByLayer(
  setting: StartedSetting,
  { scheme, fitted }: { readonly scheme: QuantizationScheme; readonly fitted: StudentParameters<NDArray> },
  round: (problem: LayerToRound) => NDArray | Promise<NDArray>,
): Promise<StudentParameters<NDArray>> {
  const { scope, signal } = setting;
  const { model } = scheme;
  const x = calibrationRows(setting);
  const hidden = hiddenQuantization(scheme, fitted);
  let dense: ModelParameters = fitted.dense;
  for (const { layer } of model.layers) {
    signal?.throwIfAborted();
    const { inputs } = await layerInputs({ model, parameters: dense, hidden, x, scope });
    const { weight, bias } = held(dense, layer);
    const grid = gridOfLayer(scheme, fitted, layer);
    const mask = maskOfLayer(setting, layer);
    const rounded = await round({ layer, weight, grid, inputs: held(inputs, layer), mask });
    dense = { ...dense, [layer]: { weight: rounded, bias } };
  }
  return { ...fitted, dense };
}
