import type { FeatureSpace } from '@cfq/datasets';
import type { ModelUnderTest } from '@cfq/evaluation';
import { ndarray, type NDArray } from '@cfq/jit';
import { exchangedFeatures, type ExchangedFeature } from './exchanged-features.ts';

/** Rows that one question to the model is made of, at most about. */
const batch = 16_384;

/** Gains in logits below which a feature is no reason: what different orders of addition make of nothing. */
const leastGain = 1e-5;

/** What {@link leadingReasons} needs. */
export interface LeadingReasonsProblem {
  /** The model whose decision is explained: the file that is deployed. */
  readonly model: Pick<ModelUnderTest, 'margins'>;
  /** `[n, d]` the people who are denied. */
  readonly x: NDArray;
  /** `[k, d]` people who are approved, but only just. */
  readonly references: NDArray;
  readonly featureSpace: FeatureSpace;
  /** How many reasons a person, at most. */
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
  /** Told the share that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * The leading reasons for each denial. What a feature costs a person is the mean gain in margin over the reference
 * people when the person has the reference's value of that feature and their own of all others:
 * `gain_j(x) = mean over r of m(x with x_j = r_j) − m(x)`. The features with the largest gains above 0 are the leading
 * reasons, ties in the order of the features.
 *
 * Of a scorecard, whose margin is a sum over features, this is how far the person's score for a factor falls below the
 * average of those at or slightly above the minimum passing score, the first of the methods that the official
 * interpretation of Regulation B gives for selecting reasons (12 CFR 1002.9(b)(2), comment 5).
 *
 * @see https://www.consumerfinance.gov/rules-policy/regulations/1002/interp-9/#9-b-2-Interp-5
 *
 * @returns `[n]` names of features, the most important first; fewer than `count` where fewer would have helped
 * @throws what the model throws; the signal's reason
 */
export async function leadingReasons(problem: LeadingReasonsProblem): Promise<string[][]> {
  const { model, x, references, count, signal, onProgress } = problem;
  const features = exchangedFeatures(problem.featureSpace);
  const [people = 0, width = 0] = x.shape;
  const options = features.map((feature) => distinctValues(feature, references));
  const perPerson = 1 + options.reduce((sum, values) => sum + values.length, 0);
  const reasons: string[][] = [];
  const atOnce = Math.max(1, Math.floor(batch / perPerson));
  for (let start = 0; start < people; start += atOnce) {
    signal?.throwIfAborted();
    const asked = Math.min(atOnce, people - start);
    const rows = new Float32Array(asked * perPerson * width);
    let at = 0;
    for (let person = start; person < start + asked; person += 1) {
      const own = x.data.subarray(person * width, (person + 1) * width);
      rows.set(own, width * at++);
      options.forEach((values, place) => {
        for (const { from } of values) {
          rows.set(own, width * at);
          for (const column of features[place]!.columns) {
            rows[width * at + column] = references.data[from * width + column]!;
          }
          at += 1;
        }
      });
    }
    const margins = await model.margins(ndarray(rows, [asked * perPerson, width]), { signal });
    for (let person = 0; person < asked; person += 1) {
      let next = person * perPerson;
      const own = margins[next++]!;
      const gains = options.map((values) =>
        values.reduce((sum, { share }) => sum + share * (margins[next++]! - own), 0),
      );
      reasons.push(
        [...gains.keys()]
          .filter((place) => gains[place]! > leastGain)
          .sort((one, other) => gains[other]! - gains[one]! || one - other)
          .slice(0, count)
          .map((place) => features[place]!.name),
      );
    }
    onProgress?.((start + asked) / people);
  }
  return reasons;
}

/** The values of a feature among the references, each with a row that has it and the share of them that do. */
function distinctValues(
  { columns }: ExchangedFeature,
  { data, shape: [count = 0, width = 0] }: NDArray,
): { from: number; share: number }[] {
  const values = new Map<string, { from: number; share: number }>();
  for (let row = 0; row < count; row += 1) {
    const key = columns.map((column) => data[row * width + column]).join(' ');
    const known = values.get(key);
    if (known === undefined) values.set(key, { from: row, share: 1 / count });
    else known.share += 1 / count;
  }
  return [...values.values()];
}
