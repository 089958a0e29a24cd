import { DatasetError } from '../../internals/dataset-error.ts';
import type { FeatureSpace } from '../../encoding/feature-space.ts';
import type { Boundary } from './boundary.ts';

/** A boundary over encoded rows: `score(x) = bias + Σ linear_j x_j + Σ quadratic_j x_j²`, one entry per column. */
export interface EncodedBoundary {
  readonly bias: number;
  readonly linear: Float64Array;
  readonly quadratic: Float64Array;
}

/**
 * The same boundary in the encoded units of a feature space, exactly: with `v = s x + o`,
 * `a v + b v² = (a o + b o²) + (a s + 2 b o s) x + b s² x²`; a level's effect is the weight of its one-hot column.
 * `encoded.quadratic` is zero throughout for a linear boundary, which makes it a linear model that can be solved in
 * closed form.
 *
 * @throws DatasetError where the boundary names a feature or level the space does not have.
 */
export function encodedBoundary(boundary: Boundary, { features, width }: FeatureSpace): EncodedBoundary {
  const linear = new Float64Array(width);
  const quadratic = new Float64Array(width);
  let { bias } = boundary;
  const named = [boundary.linear, boundary.quadratic, boundary.levels].flatMap((part) => Object.keys(part));
  for (const name of new Set(named)) {
    const feature = features.find((candidate) => candidate.name === name);
    if (feature === undefined)
      throw new DatasetError(`encodedBoundary: no feature "${name}". Use the set's own space.`);
    const { start, offset: o, scale: s } = feature;
    if (feature.kind === 'categorical') {
      feature.categories?.forEach((category, index) => {
        const effect = boundary.levels[name]?.[category];
        if (effect === undefined)
          throw new DatasetError(`encodedBoundary: no effect of "${category}". Add it.`);
        linear[start + index] = effect;
      });
      continue;
    }
    const a = boundary.linear[name] ?? 0;
    const b = boundary.quadratic[name] ?? 0;
    bias += a * o + b * o ** 2;
    linear[start] = a * s + 2 * b * o * s;
    quadratic[start] = b * s ** 2;
  }
  return { bias, linear, quadratic };
}
