import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { Feature } from '../encoding/feature-space.ts';
import { missingLabel } from '../tables/missing-label.ts';
import { randomGenerator } from '../internals/random-generator.ts';
import { assertShiftOptions } from './assert-shift-options.ts';
import type { Shift } from './shift.ts';
import { standardNormal } from './standard-normal.ts';

/**
 * Every person is recorded less exactly (CFQ §6, feature-noise shift). With `s` the strength and `z` a standard
 * normal draw for each row and feature:
 *
 * - numeric: the encoded value moves by `s·z`, and is clipped to the feature's bounds, which a row that starts beyond
 *   them widens to its own value; ordinal: moves likewise, then goes to the nearest permitted value;
 * - categorical: where `|s·z| > 1` the category becomes another reachable one, each as likely. The default cost holds
 *   one change of category equal to one standard deviation, and so does this: its probability is `2Φ(−1/s)`, 0.1 % at
 *   s = 0.3, 4.6 % at 0.5, 32 % at 1;
 * - a missing value stays missing, and immutable categories (sex, race, …) stay, so that no row contradicts its
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
    const indicators = new Map(
      featureSpace.features.flatMap((feature) => (feature.indicates ? [[feature.indicates, feature]] : [])),
    );
    for (let row = 0; row < count; row++) {
      const encoded = data.subarray(row * width, (row + 1) * width);
      for (const feature of featureSpace.features) {
        const noise = strength * standardNormal(generator);
        const choice = uniformFloat64(generator);
        if (feature.indicates !== undefined) continue;
        if (feature.kind === 'categorical') flip(feature, encoded, noise, choice);
        else if (!isMissing(indicators.get(feature.name), encoded)) move(feature, encoded, noise);
      }
    }
    return { ...split, x: { data, shape: split.x.shape } };
  },
};

/** The second column of an indicator is `(missing)`. */
function isMissing(indicator: Feature | undefined, encoded: Float32Array): boolean {
  return indicator !== undefined && encoded[indicator.start + 1] === 1;
}

function move({ start, lower, upper, values }: Feature, encoded: Float32Array, noise: number): void {
  const from = encoded[start]!;
  const to = from + noise;
  if (values === undefined) {
    encoded[start] = Math.min(Math.max(to, Math.min(lower, from)), Math.max(upper, from));
  } else {
    encoded[start] = values.reduce((best, value) =>
      Math.abs(value - to) < Math.abs(best - to) ? value : best,
    );
  }
}

function flip(feature: Feature, encoded: Float32Array, noise: number, choice: number): void {
  const { start, width, categories, reachable } = feature;
  if (feature.immutable || Math.abs(noise) <= 1) return;
  const held = encoded.subarray(start, start + width);
  const from = held.indexOf(1);
  const others = Array.from(held.keys()).filter((at) => at !== from && reachable?.[at] !== false);
  const to = others[Math.floor(choice * others.length)];
  if (categories?.[from] === missingLabel || to === undefined) return;
  held.fill(0);
  held[to] = 1;
}
