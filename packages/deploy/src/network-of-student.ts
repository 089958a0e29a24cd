import { ndarray } from '@cfq/jit';
import { quantizer } from '@cfq/quantizers';
import { DeployError } from './deploy-error.ts';
import type { DeployedStudent, QuantizedActivation } from '@cfq/training';
import type { ActivationGrid, QuantizedNetwork } from './quantized-network.ts';

function gridOf(layer: string, { quantizer: name, bits, parameters }: QuantizedActivation): ActivationGrid {
  const encoded = quantizer(name).encode(ndarray([0], [1]), parameters, bits);
  const { scale } = encoded;
  if (encoded.kind !== 'affine' || encoded.signed || scale.length !== 1 || encoded.zeroPoint[0] !== 0) {
    throw new DeployError(
      `networkOfStudent: hidden outputs need one unsigned grid that starts at 0 (layer "${layer}" has "${name}"). ` +
        'Train with an unsigned activation quantizer.',
    );
  }
  return { scale: scale[0]!, bits };
}

/**
 * The network that a trained student decides with: its integer weights, float biases and the grid of every hidden
 * output, as plain data ready to be packed.
 *
 * @throws DeployError when a hidden output is quantized on a signed or shifted grid.
 */
export function networkOfStudent({ model, weights, biases, activations }: DeployedStudent): QuantizedNetwork {
  return {
    layers: model.layers.map(({ layer }) => {
      const activation = activations[layer];
      return {
        layer,
        weight: weights[layer]!,
        bias: Float32Array.from(biases[layer]!.data),
        activation: activation === undefined ? null : gridOf(layer, activation),
      };
    }),
  };
}
