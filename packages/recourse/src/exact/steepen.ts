import type { HiddenUnits } from '../reach/hidden-units.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { Directions } from './directions.ts';
import type { Passage } from './put-back.ts';

/**
 * Turns the lines below outputs towards those that bound best at one point, which makes the bound lower there (slopes are free to
 * choose: Xu et al. 2021, "Fast and complete: enabling complete neural network verification with rapid and massively
 * parallel incomplete verifiers"). At a point the best line is the steepest where the sum is positive on its lines, else the
 * flattest; steps towards it as Frank and Wolfe 1956 take them.
 *
 * @param steps - The point, along the directions.
 * @param through - Of which `weights` are those that the function had; `below` is overwritten.
 * @param share - How far, in `[0, 1]`.
 */
export type Steepen = (steps: Float64Array, through: Passage, share: number) => void;

/** Room for choosing slopes. */
export function createSteepen(
  layers: readonly RectifiedLayer[],
  units: readonly HiddenUnits[],
  directions: Directions,
): Steepen {
  const { base, vectors } = directions;
  const sums = layers.map(({ outputs }) => new Float64Array(outputs));
  const { outputs: width } = layers[0]!;

  return (steps, through, share) => {
    const own = sums[0]!;
    own.set(base);
    for (let i = 0; i < directions.count(); i += 1) {
      const step = steps[i]!;
      if (step === 0) continue;
      for (let j = 0, at = i * width; j < width; j += 1, at += 1) own[j]! += step * vectors[at]!;
    }
    units.forEach((unit, k) => {
      const { index, live, low, high, above, aboveShift, belowShift } = unit;
      const { outputs, weight, bias } = layers[k + 1]!;
      const [before, next] = [sums[k]!, sums[k + 1]!];
      const below = through.below[k]!;
      const weights = through.weights[k]!;
      const { grid } = layers[k]!;
      next.set(bias);
      for (let a = 0; a < live; a += 1) {
        const i = index[a]!;
        const sum = before[i]!;
        const isAbove = weights[i]! > 0;
        const output = isAbove ? above[i]! * sum + aboveShift[i]! : below[i]! * sum + belowShift[i]!;
        if (!isAbove && weights[i]! < 0 && low[i]! < 0 && high[i]! > 0) {
          const best = sum > 0 ? steepest(grid, high[i]!) : 0;
          below[i]! += share * (best - below[i]!);
        }
        if (output === 0) continue;
        for (let j = 0, at = i * outputs; j < outputs; j += 1, at += 1) next[j]! += output * weight[at]!;
      }
    });
  };
}

/** The steepest line from 0 that stays below all outputs: of a grid, below its top. */
function steepest(grid: RectifiedLayer['grid'], high: number): number {
  return grid === null ? 1 : Math.min(1, ((2 ** grid.bits - 1) * grid.scale) / high);
}
