import type { ActionLayout } from '../search/action-layout.ts';
import type { CategoryChoice, Choices } from './choices.ts';
import { dot } from './dot.ts';
import type { HiddenUnits } from './hidden-units.ts';
import { largestSums } from './largest-sums.ts';
import type { RectifiedLayer } from './rectified-layers.ts';
import { roundings } from './roundings.ts';

/** Sums of the first layer over all that a person can do. */
export interface FirstSums {
  /** Takes the person that the choices were made for. */
  place(row: number): void;
  /** At least the Euclidean norm of any point in reach. */
  norm(): number;
  /** Intervals of the sums and the noise of rounding, each unit by itself, as few features changing as may. */
  bound(units: HiddenUnits): void;
  /** At least the largest `Σ weights · sums` in reach, as few features changing as may. */
  most(weights: Float64Array): number;
}

/** How far one group of columns takes the sums up and down. */
interface GroupRange {
  readonly rise: Float64Array;
  readonly fall: Float64Array;
}

/** A range, and whom it is of. */
interface KnownRange extends GroupRange {
  readonly own: ArrayLike<number>;
  readonly targets: Int32Array;
}

/** Whether `b` begins with the numbers of `a`, and is `length` long. */
function isSame(a: ArrayLike<number>, b: ArrayLike<number>, length = b.length): boolean {
  if (a.length !== length) return false;
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Ranges that are kept; in a set with more, further ones are computed anew. */
const mostKnown = 1000;

/** Room for the sums of one layer. */
export function firstSums(layer: RectifiedLayer, layout: ActionLayout, choices: Choices): FirstSums {
  const { outputs, weight, norms, bias } = layer;
  const { width, x, sparsity } = layout;
  const { numbers, categories } = choices;
  const features = numbers.length + categories.length;
  const centre = new Float64Array(outputs);
  /** What each unit may rise and fall by, as few features changing as may. */
  const [rises, falls] = [largestSums(outputs, sparsity, features), largestSums(outputs, sparsity, features)];
  const gains = new Float64Array(features);
  let at = 0;
  let live = 0;
  let norm = 0;

  /** Rise and fall of the sums by one group: the same for all in one category who have the same choices. */
  const known = new Map<number, KnownRange[]>();
  let size = 0;

  function rangeOf({ start, span, targets, count }: CategoryChoice): GroupRange {
    const own = x.subarray(at + start, at + start + span);
    // Who is in one category of the group has one of few ranges; others are looked up by their first category.
    const key = start * width + own.findIndex((value) => value !== 0);
    const alike = known.get(key) ?? [];
    for (const one of alike) if (isSame(one.own, own) && isSame(one.targets, targets, count)) return one;
    const base = new Float64Array(outputs);
    own.forEach((value, c) => {
      for (let j = 0; j < outputs; j += 1) base[j]! += value * weight[(start + c) * outputs + j]!;
    });
    const range = { rise: new Float64Array(outputs), fall: new Float64Array(outputs) };
    for (const column of targets.subarray(0, count)) {
      for (let j = 0; j < outputs; j += 1) {
        const change = weight[column * outputs + j]! - base[j]!;
        range.rise[j] = Math.max(range.rise[j]!, change);
        range.fall[j] = Math.min(range.fall[j]!, change);
      }
    }
    if (size < mostKnown) {
      size += 1;
      known.set(key, [...alike, { ...range, own: own.slice(), targets: targets.slice(0, count) }]);
    }
    return range;
  }

  /** `Σ weights · w` of one column. */
  const along = (column: number, weights: Float64Array) => dot(weights, weight, column * outputs, outputs);

  return {
    place(row) {
      at = row * width;
      live = gains.length;
      let squares = 0;
      centre.set(bias);
      for (let column = 0; column < width; column += 1) {
        const value = x[at + column]!;
        if (value === 0) continue;
        live += 1;
        squares += value * value;
        for (let j = 0; j < outputs; j += 1) centre[j]! += value * weight[column * outputs + j]!;
      }
      for (const { column, down, up } of numbers) {
        squares += Math.max(Math.abs(x[at + column]! + down), Math.abs(x[at + column]! + up)) ** 2;
      }
      norm = Math.sqrt(squares + categories.length);
    },
    norm: () => norm,
    bound(units) {
      rises.clear();
      falls.clear();
      for (const { column, down, up } of numbers) {
        if (down === 0 && up === 0) continue;
        for (let j = 0; j < outputs; j += 1) {
          const slope = weight[column * outputs + j]!;
          rises.add(j, slope > 0 ? slope * up : slope * down);
          falls.add(j, slope > 0 ? slope * -down : slope * -up);
        }
      }
      for (const choice of categories) {
        if (choice.count === 0) continue;
        const range = rangeOf(choice);
        for (let j = 0; j < outputs; j += 1) {
          rises.add(j, range.rise[j]!);
          falls.add(j, -range.fall[j]!);
        }
      }
      const share = roundings(live);
      for (let j = 0; j < outputs; j += 1) {
        const noise = share * (norms[j]! * norm + Math.abs(bias[j]!));
        units.noise[j] = noise;
        units.low[j] = centre[j]! - falls.sum(j) - noise;
        units.high[j] = centre[j]! + rises.sum(j) + noise;
      }
    },
    most(weights) {
      let sum = dot(weights, centre, 0, outputs);
      numbers.forEach(({ column, down, up }, i) => {
        const slope = down === 0 && up === 0 ? 0 : along(column, weights);
        gains[i] = slope > 0 ? slope * up : slope * down;
      });
      categories.forEach(({ start, span, targets, count }, i) => {
        let present = 0;
        for (let column = start; column < start + span && count > 0; column += 1) {
          if (x[at + column] !== 0) present += x[at + column]! * along(column, weights);
        }
        let gain = 0;
        for (let t = 0; t < count; t += 1) gain = Math.max(gain, along(targets[t]!, weights) - present);
        gains[numbers.length + i] = gain;
      });
      if (gains.length > sparsity) gains.sort().reverse();
      for (let i = 0; i < Math.min(sparsity, gains.length); i += 1) sum += gains[i]!;
      return sum;
    },
  };
}
