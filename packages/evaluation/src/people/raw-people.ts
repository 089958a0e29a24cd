import { createEncoder, type Feature, type FeatureSpace } from '@cfq/datasets';
import { addScaled, type NDArray } from '@cfq/jit';
import type { RawAction, RawFeature, RawPeople, RawValue } from '@cfq/metrics';
import type { MarginActions } from '../margin-actions.ts';

/** What {@link rawPeople} reads. */
export interface RawPeopleInput {
  /** How rows are encoded. */
  readonly featureSpace: FeatureSpace;
  /** `[denied, d]` where the denied stand. */
  readonly x: NDArray;
  /** Recourse on the teacher, one entry an issue margin. */
  readonly teacher: readonly MarginActions[];
  /** Recourse on the student, likewise. */
  readonly student: readonly MarginActions[];
}

/** Features as people name them: without those that only say that another one is missing. */
export function rawFeatures({ features }: FeatureSpace): RawFeature[] {
  return features.filter(({ indicates }) => indicates === undefined).map(rawFeature);
}

function rawFeature({ name, kind, unit, step }: Feature): RawFeature {
  return { name, kind, ...(unit !== undefined && { unit }), ...(step !== undefined && { step }) };
}

/** `[n][features]` the values of encoded rows, as people read them. */
export function rawRows(featureSpace: FeatureSpace, { data, shape }: NDArray): RawValue[][] {
  const rows = shape[0] ?? 0;
  const encoded = { data: Float32Array.from(data), shape: [rows, featureSpace.width] as const };
  const names = rawFeatures(featureSpace).map(({ name }) => name);
  return createEncoder(featureSpace)
    .decodeRows(encoded)
    .map((row) => names.map((name) => row[name] ?? null));
}

/** What each person is asked to change, given both ends; nothing where there is no action. */
export function rawActions(
  before: readonly (readonly RawValue[])[],
  after: readonly (readonly RawValue[])[],
  valid: ArrayLike<number>,
): RawAction[] {
  return before.map((own, person) => {
    if (valid[person] !== 1) return null;
    const reached = after[person]!;
    const features = [...own.keys()].filter((place) => own[place] !== reached[place]);
    return { features, to: features.map((place) => reached[place]!) };
  });
}

/** The denied and what both models ask of them, in the values of the data. */
export function rawPeople({ featureSpace, x, teacher, student }: RawPeopleInput): RawPeople {
  const before = rawRows(featureSpace, x);
  const asked = ({ delta, valid }: MarginActions): RawAction[] =>
    rawActions(before, rawRows(featureSpace, addScaled(x, delta)), valid);
  return {
    features: rawFeatures(featureSpace),
    before,
    margins: teacher.map((actions, index) => ({ teacher: asked(actions), student: asked(student[index]!) })),
  };
}
