import { decodeWeights, NetworkError, type DenseLayer, type Network } from '@cfq/network';

/**
 * A network whose two logits are those of the unfavourable class and of the favourable one, less a threshold in logits.
 *
 * @param favourable Which of the two logits is the favourable class now.
 * @param threshold What is subtracted from the favourable logit.
 * @throws NetworkError where there are not two logits.
 */
export function turnLogits(network: Network, favourable: 0 | 1, threshold: number): Network {
  const last = network.layers.at(-1)!;
  if (last.bias.length !== 2) {
    throw new NetworkError(
      `turnLogits: a decision is between two classes (expected 2 logits, got ${last.bias.length}). Pass such a network.`,
    );
  }
  if (favourable === 1 && threshold === 0) return network;
  const turned = favourable === 1 ? last : swapped(last);
  const bias = Float32Array.from(turned.bias);
  bias[1]! -= threshold;
  return { ...network, layers: [...network.layers.slice(0, -1), { ...turned, bias }] };
}

/** A layer with its two outputs in the other order; codes stay codes. */
function swapped(layer: DenseLayer): DenseLayer {
  const { weight } = layer;
  const bias = Float32Array.of(layer.bias[1]!, layer.bias[0]!);
  const pairs = <Values extends Float32Array | Int32Array>(values: Values): Values =>
    values.map((_, at) => values[at % 2 === 0 ? at + 1 : at - 1]!) as Values;
  switch (weight.kind) {
    case 'float': {
      const { data, shape } = decodeWeights(weight);
      return {
        ...layer,
        bias,
        weight: { kind: 'float', values: { data: pairs(data as Float32Array), shape } },
      };
    }
    case 'affine': {
      const scale = weight.axis === 1 ? pairs(weight.scale) : weight.scale;
      const zeroPoint = weight.axis === 1 ? pairs(weight.zeroPoint) : weight.zeroPoint;
      return { ...layer, bias, weight: { ...weight, codes: pairs(weight.codes), scale, zeroPoint } };
    }
    case 'codebook': {
      const scale = weight.axis === 1 ? pairs(weight.scale) : weight.scale;
      return { ...layer, bias, weight: { ...weight, codes: pairs(weight.codes), scale } };
    }
  }
}
