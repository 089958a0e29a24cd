import type { FeatureSpace } from '@cfq/datasets';
import { decodeWeights, denseNetwork, type Network } from '@cfq/network';

/** Plain numbers of a layer that may be written to. */
interface OpenLayer {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** A copy of a network with something changed in its layers. */
function altered(network: Network, change: (layers: OpenLayer[]) => void): Network {
  const layers = network.layers.map(({ name, weight, bias }): OpenLayer => {
    const { data, shape } = decodeWeights(weight);
    return {
      name,
      inputs: shape[0]!,
      outputs: shape[1]!,
      weight: Float32Array.from(data),
      bias: bias.slice(),
    };
  });
  change(layers);
  return denseNetwork(
    layers.map(({ name, inputs, outputs, weight, bias }) => ({
      name,
      weight: { data: weight, shape: [inputs, outputs] },
      bias,
    })),
  );
}

/** The bias of the favourable logit moved. */
export const biasMoved = (network: Network, by: number): Network =>
  altered(network, (layers) => {
    layers.at(-1)!.bias[1]! += by;
  });

/** The incoming weights of one unit with the opposite sign. */
export const unitNegated = (network: Network, layer: number, unit: number): Network =>
  altered(network, (layers) => {
    const { inputs, outputs, weight } = layers[layer]!;
    for (let input = 0; input < inputs; input += 1) weight[input * outputs + unit]! *= -1;
  });

/** One layer rounded to three levels a unit, as 2 bits do. */
export const atTwoBits = (network: Network, layer: number): Network =>
  altered(network, (layers) => {
    const { inputs, outputs, weight } = layers[layer]!;
    for (let unit = 0; unit < outputs; unit += 1) {
      const cells = Array.from({ length: inputs }, (_, input) => input * outputs + unit);
      const largest = Math.max(...cells.map((cell) => Math.abs(weight[cell]!)));
      for (const cell of cells)
        weight[cell] = Math.max(-1, Math.min(1, Math.round(weight[cell]! / largest))) * largest;
    }
  });

/** The columns of a one-hot group in the opposite order. */
export const groupTransposed = (network: Network, { features }: FeatureSpace, name: string): Network =>
  altered(network, ([first]) => {
    const { start, width } = features.find((feature) => feature.name === name)!;
    const { outputs, weight } = first!;
    const rows = Array.from({ length: width }, (_, place) =>
      weight.slice((start + place) * outputs, (start + place + 1) * outputs),
    );
    rows.reverse().forEach((row, place) => {
      weight.set(row, (start + place) * outputs);
    });
  });

/** The units of a hidden layer in the opposite order: the same function, added up in another one. */
export const unitsReordered = (network: Network, layer: number): Network =>
  altered(network, (layers) => {
    const [{ inputs, outputs, weight, bias }, next] = [layers[layer]!, layers[layer + 1]!];
    for (let input = 0; input < inputs; input += 1)
      weight.subarray(input * outputs, (input + 1) * outputs).reverse();
    bias.reverse();
    const rows = Array.from({ length: outputs }, (_, unit) =>
      next.weight.slice(unit * next.outputs, (unit + 1) * next.outputs),
    );
    rows.reverse().forEach((row, unit) => {
      next.weight.set(row, unit * next.outputs);
    });
  });
