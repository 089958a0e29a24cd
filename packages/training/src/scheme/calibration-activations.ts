import type { CompileScope, NDArray } from '@cfq/jit';
import { layerInputs } from './layer-inputs.ts';
import { held } from './student-parameters.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/**
 * Outputs of every hidden layer [n, outputs] on rows `x` [n, d], at full precision: what activation quantizers are calibrated
 * on.
 */
export async function calibrationActivations(
  model: Model,
  parameters: ModelParameters,
  x: NDArray,
  scope: CompileScope,
): Promise<Readonly<Record<string, NDArray>>> {
  if (model.hiddenLayers.length === 0) return {};
  const { inputs } = await layerInputs({ model, parameters, hidden: null, x, scope });
  const names = model.layers.map(({ layer }) => layer);
  return Object.fromEntries(
    model.hiddenLayers.map((layer) => [layer, held(inputs, names[names.indexOf(layer) + 1]!)]),
  );
}
