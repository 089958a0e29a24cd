import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { Feature } from '../encoding/feature-space.ts';
import { nearestOnStep } from '../encoding/steps/nearest-on-step.ts';
import { randomGenerator } from '../internals/random-generator.ts';
import { assertShiftOptions } from './assert-shift-options.ts';
import type { Shift } from './shift.ts';
import { standardNormal } from './standard-normal.ts';

/**
 * Every person is recorded less exactly (CFQ §6, feature-noise shift). With `s` the strength and `z` a standard
 * normal draw for each row and feature:
 *
 * - numeric: the encoded value moves by `s·z`, goes to the nearest multiple of the feature's step where it has one, and
 *   is clipped to the feature's bounds, which a row that starts beyond them widens to its own value; ordinal: moves likewise, then goes to the nearest permitted value;
 * - categorical: where `|s·z| > 1` the category becomes another reachable one, each as likely. The default cost holds
 *   one change of category equal to one standard deviation, and so does this: its probability is `2Φ(−1/s)`, 0.1 % at
 *   s = 0.3, 4.6 % at 0.5, 32 % at 1;
 * - a missing value or special code stays what it is, and immutable categories (sex, race, …) stay, so that no row contradicts its
 *   subgroup of that name. Immutable numbers (age) are noisy like the others; subgroups are the true ones.
 *
 * Labels, rows and subgroups stay. Equal seeds draw equal `z` at every strength.
 */
export const featureNoise: Shift & { readonly name: 'feature-noise' } = {
  name: 'feature-noise',
  description: 'features are recorded inexactly; strength is the standard deviation, in encoded units',
  apply: (split, options) => {
    assertShiftOptions('featureNoise', split, options);
    const { strength, seed, featureSpace } = options;
    const generator = randomGenerator('featureNoise', seed);
    const data = split.x.data.slice();
    const [count, width] = split.x.shape;
    for (let row = 0; row < count; row++) {
      const encoded = data.subarray(row * width, (row + 1) * width);
      for (const feature of featureSpace.features) {
        const noise = strength * standardNormal(generator);
        const choice = uniformFloat64(generator);
        const isAbsent = feature.absentColumns?.some((column) => encoded[column] === 1) === true;
        if (feature.indicates !== undefined || isAbsent) continue;
        if (feature.kind === 'categorical') flip(feature, encoded, noise, choice);
        else move(feature, encoded, noise);
      }
    }
    return { ...split, x: { data, shape: split.x.shape } };
  },
};

function move(feature: Feature, encoded: Float32Array, noise: number): void {
  const { start, lower, upper, values } = feature;
  const from = encoded[start]!;
  const to = from + noise;
  if (values === undefined) {
    const bounds = [Math.min(lower, from), Math.max(upper, from)] as const;
    const reached = nearestOnStep(feature, to, bounds) ?? Math.min(Math.max(to, bounds[0]), bounds[1]);
    encoded[start] = Math.abs(reached - to) < Math.abs(from - to) ? reached : from;
  } else {
    encoded[start] = values.reduce((best, value) =>
      Math.abs(value - to) < Math.abs(best - to) ? value : best,
    );
  }
}

function flip(feature: Feature, encoded: Float32Array, noise: number, choice: number): void {
  const { start, width, reachable } = feature;
  if (feature.immutable || Math.abs(noise) <= 1) return;
  const held = encoded.subarray(start, start + width);
  const from = held.indexOf(1);
  const others = Array.from(held.keys()).filter((at) => at !== from && reachable?.[at] !== false);
  const to = others[Math.floor(choice * others.length)];
  if (to === undefined) return;
  held.fill(0);
  held[to] = 1;
}
