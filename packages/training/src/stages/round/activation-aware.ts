import { layerInputs } from '../../scheme/layer-inputs.ts';
import { held } from '../../scheme/student-parameters.ts';
import type { ModelParameters } from '../../model/model.ts';
import { calibrationRows } from '../calibration-rows.ts';
import { startingParameters } from '../starting-parameters.ts';
import { activationScales } from './activation-scales.ts';
import { scaledUnits } from './scaled-units.ts';
import { toNearest } from './to-nearest.ts';
import type { RoundStage } from './round-stage.ts';

/** Options of {@link activationAware}. */
export interface ActivationAwareOptions {
  /** What settles the codes of the scaled weights; default: to nearest. */
  readonly then?: RoundStage;
}

/**
 * AWQ: weights that are multiplied by large activations get more of the grid. The inputs of a layer are divided by a factor
 * each and its weights multiplied by the same, `s_i = (E |x_i|)^α`, which at full precision changes nothing; `α` is searched
 * for the least error of the layer's outputs. The division is folded into the layer before, whose ReLU lets it through. The
 * first layer reads people's columns, which no layer is before: it is left as it is. Steps and clips start anew for
 * what is scaled.
 *
 * @see Lin et al. 2024, "AWQ: Activation-aware Weight Quantization for On-Device LLM Compression and Acceleration", §3.2.
 */
export function activationAware({ then = toNearest }: ActivationAwareOptions = {}): RoundStage {
  return {
    name: 'activation-aware',
    description: `weights scaled by how large their inputs are, the scale folded into the layer before; then ${then.description}`,
    options: { then: then.name, ...then.options },
    calls: then.calls,
    rescales: true,
    async round(setting, { scheme, fitted, calls }) {
      const { model } = scheme;
      const { inputs } = await layerInputs({
        ...{ model, parameters: fitted.dense, hidden: null },
        ...{ x: calibrationRows(setting), scope: setting.scope },
      });
      let parameters: ModelParameters = fitted.dense;
      model.layers.slice(1).forEach(({ layer }, before) => {
        setting.signal?.throwIfAborted();
        const factors = activationScales(held(parameters, layer).weight, held(inputs, layer), {
          ...setting.method.weights,
          bits: held(scheme.weights.candidates, layer)[0]!,
        });
        parameters = scaledUnits(parameters, { layer: model.layers[before]!.layer, next: layer, factors });
      });
      const scaled = { ...setting, start: { ...setting.start, parameters } };
      return then.round(scaled, { scheme, fitted: await startingParameters(scaled, scheme), calls });
    },
  };
}
