import { dot } from '../reach/dot.ts';
import type { HiddenUnits } from '../reach/hidden-units.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { Directions } from './directions.ts';
import { multiply } from './multiply.ts';

/** How one function of the last sums is put back through the layers. All by hidden layer, `[units]`. */
export interface Passage {
  /** The slopes of the lines that outputs lie above; of units that may be off or on any up to the steepest will do. */
  readonly below: readonly Float64Array[];
  /** What the function had for weights on the outputs. */
  readonly weights: readonly Float64Array[];
  /** What the function owes to the relaxation of each unit. */
  readonly owed: readonly Float64Array[];
}

/** Room for a passage. */
export function passage(layers: readonly RectifiedLayer[]): Passage {
  const room = () => layers.slice(0, -1).map(({ outputs }) => new Float64Array(outputs));
  return { below: room(), weights: room(), owed: room() };
}

/** Affine bounds of sums, their weights put back through relaxed layers onto directions (Zhang et al. 2018). */
export interface PutBack {
  /** Readies a layer whose units were relaxed anew; those before it are ready. */
  pack(k: number): void;
  /**
   * A bound of the sum of unit `unit` of layer `k`, from below for a negative sign: writes it along the directions.
   *
   * @returns Its value at the base point.
   */
  single(k: number, sign: number, unit: number, into: Float64Array, at: number): number;
  /** The same of a weighted sum of the last layer's, from above; leaves its passage. */
  whole(weights: Float64Array, through: Passage, into: Float64Array): number;
}

/** Room for putting functions back. Units that are off are left out of the products. */
export function createPutBack(
  layers: readonly RectifiedLayer[],
  units: readonly HiddenUnits[],
  directions: Directions,
): PutBack {
  const depth = units.length;
  const { base, vectors } = directions;
  const { outputs: width } = layers[0]!;
  /** By hidden layer, of its live units: a function's weights on their sums, and the weights between them and those before. */
  const onSums = units.map(({ low }) => new Float64Array(low.length));
  const between = layers.map(({ weight }, k) => new Float64Array(k === 0 || k === depth ? 0 : weight.length));
  const biases = units.map(({ low }) => new Float64Array(low.length));
  const liveVectors = depth === 0 ? vectors : new Float64Array(vectors.length);
  const liveBase = depth === 0 ? base : new Float64Array(width);

  function packDirections(): void {
    const { index, live } = units[0]!;
    for (let a = 0; a < live; a += 1) liveBase[a] = base[index[a]!]!;
    for (let i = 0; i < directions.count(); i += 1) {
      for (let a = 0; a < live; a += 1) liveVectors[i * live + a] = vectors[i * width + index[a]!]!;
    }
  }

  function packLayer(k: number): void {
    const { outputs, weight, bias } = layers[k]!;
    const [own, before] = [units[k]!, units[k - 1]!];
    const packed = between[k]!;
    for (let a = 0; a < own.live; a += 1) biases[k]![a] = bias[own.index[a]!]!;
    for (let b = 0, at = 0; b < before.live; b += 1) {
      const from = before.index[b]! * outputs;
      for (let a = 0; a < own.live; a += 1, at += 1) packed[at] = weight[from + own.index[a]!]!;
    }
  }

  /** Puts weights on the outputs of layer `k`, of live units, onto their sums; returns what that adds. */
  function relax(k: number, sign: number, slopes: Float64Array, through: Passage | null): number {
    const { index, live, above, aboveShift, below, belowShift, noise } = units[k]!;
    const slopesBelow = through === null ? below : through.below[k]!;
    through?.weights[k]!.fill(0);
    let total = 0;
    for (let a = 0; a < live; a += 1) {
      const i = index[a]!;
      const slope = slopes[a]!;
      const isAbove = slope * sign > 0;
      const onSum = slope * (isAbove ? above[i]! : slopesBelow[i]!);
      total += slope * (isAbove ? aboveShift[i]! : belowShift[i]!) + sign * Math.abs(onSum) * noise[i]!;
      slopes[a] = onSum;
      if (through !== null) through.weights[k]![i] = slope;
    }
    return total;
  }

  /** From weights on the outputs of layer `k` to the directions. */
  function down(
    k: number,
    sign: number,
    total: number,
    through: Passage | null,
    into: Float64Array,
    at: number,
  ): number {
    let sum = total + relax(k, sign, onSums[k]!, through);
    for (let layer = k; layer > 0; layer -= 1) {
      const [own, next] = [onSums[layer]!, onSums[layer - 1]!];
      const { live } = units[layer]!;
      sum += dot(own, biases[layer]!, 0, live);
      multiply(between[layer]!, units[layer - 1]!.live, live, own, next, 0);
      sum += relax(layer - 1, sign, next, through);
    }
    return sum + along(onSums[0]!, units[0]!.live, into, at);
  }

  function along(weights: Float64Array, live: number, into: Float64Array, at: number): number {
    multiply(liveVectors, directions.count(), live, weights, into, at);
    return dot(weights, liveBase, 0, live);
  }

  return {
    pack(k) {
      if (k === 0) packDirections();
      else packLayer(k);
    },
    single(k, sign, unit, into, at) {
      const { outputs, weight, bias } = layers[k]!;
      const { index, live } = units[k - 1]!;
      const own = onSums[k - 1]!;
      for (let a = 0; a < live; a += 1) own[a] = weight[index[a]! * outputs + unit]!;
      return down(k - 1, sign, bias[unit]!, null, into, at);
    },
    whole(weights, through, into) {
      const { outputs, weight, bias } = layers[depth]!;
      const constant = dot(weights, bias, 0, outputs);
      // What is put on the first sums has their biases in the base point.
      if (depth === 0) return along(weights, outputs, into, 0);
      const { index, live } = units[depth - 1]!;
      const own = onSums[depth - 1]!;
      for (let a = 0; a < live; a += 1) own[a] = dot(weights, weight, index[a]! * outputs, outputs);
      const value = down(depth - 1, 1, constant, through, into, 0);
      units.forEach((unit, k) => writeOwed(unit, through.weights[k]!, through.owed[k]!));
      return value;
    },
  };
}

/** How far the relaxation of each unit may take a function off, from above. */
function writeOwed(units: HiddenUnits, weights: Float64Array, owed: Float64Array): void {
  const { index, live, low, high, aboveShift, below } = units;
  owed.fill(0);
  for (let a = 0; a < live; a += 1) {
    const i = index[a]!;
    if (!(low[i]! < 0 && high[i]! > 0)) continue;
    const slope = weights[i]!;
    if (slope > 0) owed[i] = slope * aboveShift[i]!;
    else owed[i] = -slope * (below[i]! > 0 ? -low[i]! : high[i]!);
  }
}
