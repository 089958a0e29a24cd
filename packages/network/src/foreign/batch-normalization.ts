import { NetworkError } from '../network-error.ts';
import type { TopologyLayer } from './layers-model.ts';
import type { WeightLookup } from './weights-of-layers.ts';
import type { ReadLayer } from './with-two-logits.ts';

/** `v · factor + shift`, a number a unit: what batch normalisation is outside training. */
export interface Normalization {
  readonly factor: Float64Array;
  readonly shift: Float64Array;
}

function refuse(name: string, rule: string, expected: string, got: string): never {
  throw new NetworkError(
    `networkFromLayersModel: layer "${name}": ${rule} (expected ${expected}, got ${got}). Pass its weights.`,
  );
}

/**
 * Batch normalisation with the moments of training: `gamma · (v − mean) / √(variance + epsilon) + beta`.
 *
 * @see Ioffe and Szegedy 2015, Batch Normalization, algorithm 2.
 * @throws NetworkError where a weight is missing.
 */
export function normalizationOf({ name, config }: TopologyLayer, weights: WeightLookup): Normalization {
  const order = [
    ...(config['scale'] === false ? [] : ['gamma']),
    ...(config['center'] === false ? [] : ['beta']),
    ...['moving_mean', 'moving_variance'],
  ];
  const read = (weight: string): Float32Array | undefined =>
    order.includes(weight)
      ? (weights(name, weight, order)?.data ??
        refuse(name, 'a normalisation has its weights', weight, 'none'))
      : undefined;
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(read);
  const epsilon = typeof config['epsilon'] === 'number' ? config['epsilon'] : 1e-3;
  const factor = Float64Array.from(
    variance!,
    (value, unit) => (gamma?.[unit] ?? 1) / Math.sqrt(value + epsilon),
  );
  const shift = Float64Array.from(mean!, (value, unit) => (beta?.[unit] ?? 0) - value * factor[unit]!);
  return { factor, shift };
}

function checkUnits(name: string, { factor }: Normalization, units: number): void {
  if (factor.length !== units) {
    refuse(name, 'a normalisation is of the units beside it', String(units), String(factor.length));
  }
}

/** A layer whose sums are normalised. */
export function ahead<Layer extends ReadLayer>(layer: Layer, by: Normalization, name: string): Layer {
  const { weight, bias } = layer;
  const outputs = weight.shape[1];
  checkUnits(name, by, outputs);
  const data = weight.data.map((value, at) => value * by.factor[at % outputs]!);
  return {
    ...layer,
    weight: { ...weight, data },
    bias: bias.map((value, unit) => value * by.factor[unit]! + by.shift[unit]!),
  };
}

/** A layer that reads what was normalised. */
export function behind<Layer extends ReadLayer>(layer: Layer, by: Normalization, name: string): Layer {
  const { weight, bias } = layer;
  const [inputs, outputs] = weight.shape;
  checkUnits(name, by, inputs);
  const sums = Float64Array.from(bias);
  weight.data.forEach((value, at) => {
    sums[at % outputs]! += value * by.shift[Math.floor(at / outputs)]!;
  });
  const data = weight.data.map((value, at) => value * by.factor[Math.floor(at / outputs)]!);
  return { ...layer, weight: { ...weight, data }, bias: Float32Array.from(sums) };
}
