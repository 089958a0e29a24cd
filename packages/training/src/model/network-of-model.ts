import { denseNetwork, type ActivationGrid, type Network, type Weights } from '@cfq/network';
import type { Model, ModelParameters } from './model.ts';

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
 * @param parts default: full precision.
 * @throws NetworkError (of `@cfq/network`) when the parameters do not fit together.
 */
export function networkOfModel(
  model: Model,
  parameters: ModelParameters,
  { weights = {}, grids = {} }: QuantizedParts = {},
): Network {
  return denseNetwork(
    model.layers.map(({ layer }) => {
      const { weight, bias } = parameters[layer]!;
      return {
        name: layer,
        weight: weights[layer] ?? weight,
        bias,
        activation: model.hiddenLayers.includes(layer) ? ('relu' as const) : ('linear' as const),
        grid: grids[layer] ?? null,
      };
    }),
  );
}
