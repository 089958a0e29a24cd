import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { NumberColumn } from '../tables/table.ts';
import { withIndicator } from './fit-indicator.ts';
import { moments } from './moments.ts';
import { robustMoments } from './robust-moments.ts';
import { stepOf } from './steps/step-of.ts';
import { stepRange } from './steps/step-range.ts';
import { baseOf, type FittedFeature, type UnplacedFeature } from './unplaced-feature.ts';

/**
 * One number, standardised by mean and deviation, or robustly by median and interquartile range; an absent one is
 * replaced by that mean or median. Bounds that are not documented are the training range, under robust scaling the 0.5 %
 * and 99.5 % quantiles, so that advice stays where people are.
 *
 * @param trainRows At least one of them has a number.
 * @throws DatasetError where no multiple of the step lies within the bounds, or they lie beyond all training rows.
 */
export function fitNumeric(spec: FeatureSpec, column: NumberColumn, trainRows: Int32Array): FittedFeature {
  const train = Float64Array.from(trainRows, (row) => column.values[row]!).filter(
    (value) => !Number.isNaN(value),
  );
  const robust = spec.scaling === 'robust' ? robustMoments(train) : undefined;
  const { offset, scale } = robust ?? moments(train);
  const step = stepOf(spec);
  const range = [train.reduce((a, b) => Math.min(a, b)), train.reduce((a, b) => Math.max(a, b))] as const;
  assertBoundsMeet(spec, range);
  const [lowest, highest] = boundsOnStep(spec, step, robust?.middle ?? range);
  const feature: UnplacedFeature = {
    ...baseOf(spec),
    width: 1,
    offset,
    scale,
    lower: Math.fround((lowest - offset) / scale),
    upper: Math.fround((highest - offset) / scale),
    ...(step !== undefined && { step }),
    ...(spec.unit !== undefined && { unit: spec.unit }),
  };
  return withIndicator(feature, spec, column, 0);
}

/** Bounds that lie beyond everybody are in other units than the file, or are another column's. */
function assertBoundsMeet({ name, bounds }: FeatureSpec, [lowest, highest]: readonly [number, number]): void {
  const [low, high] = bounds ?? [null, null];
  if ((low ?? -Infinity) <= highest && (high ?? Infinity) >= lowest) return;
  throw new DatasetError(
    `fitFeatureSpace: the bounds of "${name}" hold the value of some training row (expected a range that meets ${lowest} to ` +
      `${highest}, got ${low ?? 'no end'} to ${high ?? 'no end'}). Correct them; they are in the units of the file.`,
  );
}

/** The bounds of an action, the outermost multiples of the step within those given or, by default, the training range. */
function boundsOnStep(
  { name, bounds }: FeatureSpec,
  step: number | undefined,
  range: readonly [number, number],
): readonly [number, number] {
  const [lowest, highest] = given(bounds, range);
  if (step === undefined) return [lowest, highest];
  const [first, last] = stepRange([lowest, highest], step);
  if (first <= last) return [first * step, last * step];
  if (bounds === undefined) return range;
  throw new DatasetError(
    `fitFeatureSpace: the bounds of "${name}" hold a multiple of its step ${step} (got ${bounds.join(' to ')}). ` +
      'Widen them, or choose a smaller step.',
  );
}

/** The bounds that are given; a side that is not is the training range's, or the other one where that lies beyond it. */
function given(
  [low, high]: NonNullable<FeatureSpec['bounds']> = [null, null],
  [lowest, highest]: readonly [number, number],
): readonly [number, number] {
  return [low ?? Math.min(lowest, high ?? lowest), high ?? Math.max(highest, low ?? highest)];
}
