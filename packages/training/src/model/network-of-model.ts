import { denseNetwork, type ActivationGrid, type Network, type Weights } from '@cfq/network';
import type { Model, ModelParameters } from './model.ts';
import { wholeBias } from './rounded-model.ts';

/** What a quantized model has in the place of float weights and float hidden outputs. */
export interface QuantizedParts {
  /** Weights by layer; default those of the parameters. */
  readonly weights?: Readonly<Record<string, Weights>>;
  /** Grids of hidden outputs by layer; default none. */
  readonly grids?: Readonly<Record<string, ActivationGrid>>;
}

/**
 * A model and its parameters as a plain network: dense layers, with a ReLU behind the hidden ones.
 *
 * @param parts default: full precision, or what the model rounds of its own accord; given, they take the place of that, but
 *   for its columns.
 * @throws NetworkError (of `@cfq/network`) when the parameters do not fit together.
 */
export function networkOfModel(model: Model, parameters: ModelParameters, parts?: QuantizedParts): Network {
  const { weights = {}, grids = {} } = parts ?? {};
  const { rounding } = model;
  const front = rounding?.front ?? null;
  const layers = model.layers.map(({ layer }) => {
    const { weight, bias } = parameters[layer]!;
    const own = parts === undefined ? rounding?.layers[layer] : undefined;
    if (own !== undefined) {
      const whole = wholeBias(own);
      return {
        name: layer,
        weight,
        sumGrids: own.sumGrids,
        bias: own.behind.map((value, at) => value + (bias.data[at]! - whole[at]!)),
        activation: model.hiddenLayers.includes(layer) ? ('relu' as const) : ('linear' as const),
        grid: own.grid,
      };
    }
    return {
      name: layer,
      weight: weights[layer] ?? weight,
      bias,
      activation: model.hiddenLayers.includes(layer) ? ('relu' as const) : ('linear' as const),
      grid: grids[layer] ?? null,
    };
  });
  return denseNetwork(front === null ? layers : [front, ...layers], {
    inputGrid: rounding?.inputGrid ?? null,
  });
}
