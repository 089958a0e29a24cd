import { DatasetError } from '../internals/dataset-error.ts';
import { decodeNumber } from './decode-number.ts';
import type { ReadableRow } from './encoder.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { knownLabel } from './fit-indicator.ts';
import type { Matrix } from './matrix.ts';
import { missingLabel } from '../tables/missing-label.ts';

/**
 * Readable rows of an encoded matrix: the inverse of `encodeRows`. A category group is read at its largest entry,
 * an ordinal at the nearest permitted value. A feature with a step within float32 resolution of a multiple of it is that
 * multiple, so that whole numbers are whole, after an action too; other values keep their fraction. A special code is read as its meaning.
 *
 * @param matrix `[n, featureSpace.width]`.
 * @throws DatasetError where the width differs or an entry is not finite.
 */
export function decodeRows(featureSpace: FeatureSpace, matrix: Matrix): ReadableRow[] {
  const [count, width] = matrix.shape;
  if (width !== featureSpace.width || matrix.data.length !== count * width) {
    throw new DatasetError(
      `decodeRows: the matrix has the feature space's width (expected ${featureSpace.width}, got ${width} and ` +
        `${matrix.data.length} entries for ${count} rows). Pass rows of the same encoder.`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const encoded = matrix.data.subarray(index * width, (index + 1) * width);
    if (!encoded.every(Number.isFinite)) {
      throw new DatasetError(`decodeRows: row ${index} holds an entry that is not finite. Pass finite rows.`);
    }
    const row: ReadableRow = {};
    for (const feature of featureSpace.features) {
      if (feature.indicates === undefined) row[feature.name] = decodeFeature(feature, encoded);
      else {
        const category = categoryOf(feature, encoded);
        if (category !== knownLabel) row[feature.indicates] = category;
      }
    }
    return row;
  });
}

function decodeFeature(feature: Feature, encoded: Float32Array): string | number | null {
  if (feature.kind === 'categorical') return categoryOf(feature, encoded);
  const value = encoded[feature.start]!;
  if (feature.values !== undefined) {
    let nearest = 0;
    feature.values.forEach((candidate, index) => {
      if (Math.abs(candidate - value) < Math.abs(feature.values![nearest]! - value)) nearest = index;
    });
    return feature.labels?.[nearest] ?? nearest;
  }
  return decodeNumber(feature, value);
}

function categoryOf({ start, width, categories = [] }: Feature, encoded: Float32Array): string | null {
  let best = start;
  for (let column = start; column < start + width; column++) {
    if (encoded[column]! > encoded[best]!) best = column;
  }
  const category = categories[best - start];
  return encoded[best]! <= 0 || category === undefined || category === missingLabel ? null : category;
}
