import { dot } from '../reach/dot.ts';
import type { HiddenUnits } from '../reach/hidden-units.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';

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

/** Functions of the sums of a layer, put back to those of the first. */
export interface PutBack {
  /** By layer: the weights of the function on its sums, as given for one layer and left for those before. */
  readonly onSums: readonly Float64Array[];
  /**
   * An affine bound of `sign · Σ onSums[k] · sums`, its weights put back to the first layer's sums.
   *
   * @returns The constant.
   */
  whole(k: number, sign: number, through: Passage): number;
  /** The same of a single sum, through the lines of the units. */
  single(k: number, sign: number, unit: number): number;
}

/** Room for putting functions back (Zhang et al. 2018) through relaxed layers. */
export function createPutBack(layers: readonly RectifiedLayer[], units: readonly HiddenUnits[]): PutBack {
  const onSums = layers.map(({ outputs }) => new Float64Array(outputs));

  /** @param only - The only sum of layer `k` with a weight, which is 1; −1 for several. */
  function put(k: number, sign: number, only: number, through: Passage | null): number {
    let total = 0;
    let single = only;
    for (let at = k; at > 0; at -= 1) {
      const { outputs, bias, weight } = layers[at]!;
      const own = onSums[at]!;
      const next = onSums[at - 1]!.fill(0);
      const { index, live, above, aboveShift, belowShift, noise } = units[at - 1]!;
      const below = through === null ? units[at - 1]!.below : through.below[at - 1]!;
      through?.weights[at - 1]!.fill(0);
      total += single < 0 ? dot(own, bias, 0, outputs) : bias[single]!;
      for (let a = 0; a < live; a += 1) {
        const i = index[a]!;
        const slope = single < 0 ? dot(own, weight, i * outputs, outputs) : weight[i * outputs + single]!;
        const isAbove = slope * sign > 0;
        const shift = slope * (isAbove ? aboveShift[i]! : belowShift[i]!);
        next[i] = slope * (isAbove ? above[i]! : below[i]!);
        total += shift + sign * Math.abs(next[i]) * noise[i]!;
        if (through !== null) through.weights[at - 1]![i] = slope;
      }
      single = -1;
    }
    return total;
  }

  return {
    onSums,
    single: (k, sign, unit) => put(k, sign, unit, null),
    whole(k, sign, through) {
      const total = put(k, sign, -1, through);
      units.forEach((own, at) => writeOwed(own, sign, through.weights[at]!, through.owed[at]!));
      return total;
    },
  };
}

/** How far the relaxation of each unit may take a function off. */
function writeOwed(units: HiddenUnits, sign: number, weights: Float64Array, owed: Float64Array): void {
  const { index, live, low, high, aboveShift, below } = units;
  owed.fill(0);
  for (let a = 0; a < live; a += 1) {
    const i = index[a]!;
    if (!(low[i]! < 0 && high[i]! > 0)) continue;
    const slope = weights[i]!;
    if (slope * sign > 0) owed[i] = Math.abs(slope * aboveShift[i]!);
    else owed[i] = Math.abs(slope) * (below[i]! > 0 ? -low[i]! : high[i]!);
  }
}
