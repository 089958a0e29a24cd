import type { FeatureSpace, Split } from '@cfq/datasets';
import { ndarray, type NDArray } from '@cfq/jit';
import type { SampleCounts, SampleSource } from './sampler.ts';
import type { TeacherRecourse } from '../recourse/teacher-recourse.ts';

/**
 * The resident arrays that points are made from. Without recourse, or where nobody has an action, its arrays hold one row of zeros, which count in no term.
 */
export function sampleSource(
  train: Split,
  featureSpace: FeatureSpace,
  given: TeacherRecourse | null,
): { readonly source: SampleSource<NDArray>; readonly counts: SampleCounts } {
  const { width, features } = featureSpace;
  const recourse = given !== null && given.rows.length > 0 ? given : null;
  const membership = new Float32Array(features.length * width);
  features.forEach((feature, index) => {
    membership.fill(1, index * width + feature.start, index * width + feature.start + feature.width);
  });
  const numeric = new Float32Array(width);
  for (const { kind, start } of features) if (kind === 'numeric') numeric[start] = 1;
  const none = ndarray(new Float32Array(width), [1, width]);
  const rows = train.y.length;
  return {
    source: {
      x: train.x,
      y: ndarray(train.y, [rows]),
      denied: recourse?.x ?? none,
      deniedLabels: recourse?.labels ?? ndarray(new Int32Array(1), [1]),
      delta: recourse?.delta ?? none,
      membership: ndarray(membership, [features.length, width]),
      numeric: ndarray(numeric, [1, width]),
    },
    counts: { rows, denied: recourse?.rows.length ?? 1, features: features.length },
  };
}
