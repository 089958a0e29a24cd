import type { NDArray } from '@cfq/jit';
import { decodeWeights, referenceLogits, type Network } from '@cfq/network';
import { lsq } from '@cfq/quantizers';
import { flooredMagnitude } from '@cfq/quantizers/building-blocks';
import {
  fit,
  fromTeacher,
  type ModelParameters,
  type RoundStage,
  type StartStage,
  type StudentParameters,
} from '@cfq/training';
import { settledCodes } from './tried-quantizers.ts';

/** The mean of trees of arrays that are built alike. */
function meanOf<Tree>(trees: readonly Tree[]): Tree {
  const [first] = trees as readonly [Tree];
  const { data } = first as Partial<NDArray>;
  if (data instanceof Float32Array) {
    const mean = data.map(
      (_, at) => trees.reduce((sum, tree) => sum + (tree as NDArray).data[at]!, 0) / trees.length,
    );
    return { ...first, data: mean };
  }
  if (Array.isArray(first)) {
    return first.map((_, at) => meanOf(trees.map((tree) => (tree as readonly unknown[])[at]))) as Tree;
  }
  return Object.fromEntries(
    Object.keys(first as object).map((key) => [
      key,
      meanOf(trees.map((tree) => (tree as Readonly<Record<string, unknown>>)[key])),
    ]),
  ) as Tree;
}

/**
 * Weights averaged before they are rounded, over the ends of five cycles of the rate.
 *
 * @see Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization".
 */
export const averagedCycles: RoundStage = {
  name: 'averaged',
  description: 'weights averaged over five cycles, then the nearest code',
  options: {},
  calls: 5,
  round: async (setting, { scheme, fitted, calls }) => {
    const ends: StudentParameters<NDArray>[] = [];
    for (const size of calls) {
      const start = ends.at(-1) ?? fitted;
      ends.push(await fit(setting, { scheme, start, phase: 'fit', calls: [size] }));
    }
    return meanOf(ends);
  },
};

/**
 * Codes settled for the last quarter of the updates, in which steps, biases and the ranges of outputs go on learning.
 *
 * @see Nagel et al. 2022, "Overcoming Oscillations in Quantization-Aware Training", §4.2, who settle them one by one.
 */
export const settledAtTheEnd: RoundStage = {
  name: 'settled',
  description: 'codes settled for the last quarter',
  options: {},
  calls: 5,
  round: async (setting, { scheme, fitted, calls }) => {
    const withWeights = (
      parameters: StudentParameters<NDArray>,
      weights: ReadonlyMap<string, NDArray>,
    ): StudentParameters<NDArray> => ({
      ...parameters,
      dense: Object.fromEntries(
        Object.entries(parameters.dense).map(([layer, own]) => [
          layer,
          { ...own, weight: weights.get(layer)! },
        ]),
      ),
    });
    const codes = new Map<string, NDArray>();
    for (const { layer } of scheme.model.layers) {
      const [bits = 0] = scheme.weights.candidates[layer]!;
      const [learned] = Object.values(fitted.weights[layer]!);
      const encoded = lsq.encode(fitted.dense[layer]!.weight, { step: learned!['step']! }, bits);
      codes.set(layer, { data: Float32Array.from(encoded.codes), shape: encoded.shape });
    }
    const moved = await fit(setting, {
      scheme: { ...scheme, weights: { ...scheme.weights, quantizer: settledCodes } },
      ...{ start: withWeights(fitted, codes), phase: 'round', calls },
    });
    const weights = new Map<string, NDArray>();
    for (const { layer } of scheme.model.layers) {
      const { data, shape } = codes.get(layer)!;
      const [learned] = Object.values(moved.weights[layer]!);
      const steps = learned!['step']!.data;
      const scaled = Float32Array.from(
        data as Float32Array,
        (code, at) => code * flooredMagnitude(steps[at % steps.length]!),
      );
      weights.set(layer, { data: scaled, shape });
    }
    return withWeights(moved, weights);
  },
};

/** A start whose weights have been put on their codes by another method. */
export function startFrom(network: Network): StartStage {
  return {
    name: 'rounded',
    description: 'the teacher, rounded by another method',
    options: {},
    make: async (setting) => {
      const { masks } = await fromTeacher.make(setting);
      const parameters: ModelParameters = Object.fromEntries(
        network.layers.map(({ name, weight, bias }) => [
          name,
          { weight: decodeWeights(weight), bias: { data: bias, shape: [bias.length] } },
        ]),
      );
      return { parameters, masks };
    },
  };
}

/** Outputs of the last hidden layer: logits of the network whose last layer passes them on. */
export function lastHidden(network: Network, x: NDArray): NDArray {
  const last = network.layers.at(-1)!;
  const [width = 0] = decodeWeights(last.weight).shape;
  const data = Float32Array.from({ length: width * width }, (_, at) => (at % (width + 1) === 0 ? 1 : 0));
  const passing = {
    ...last,
    weight: { kind: 'float', values: { data, shape: [width, width] } },
    bias: new Float32Array(width),
    grid: null,
  } as const;
  return referenceLogits({ ...network, layers: [...network.layers.slice(0, -1), passing] }, x);
}
