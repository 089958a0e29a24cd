import { createEncoder, splitRows, type FeatureSpace, type People, type Split } from '@cfq/datasets';
import { CompressionError } from '../compression-error.ts';
import type { PeopleParts } from './people-parts.ts';

/** What {@link splitPeople} splits. */
export interface SplitPeopleProblem {
  readonly people: People;
  /** How the model's rows are encoded. */
  readonly featureSpace: FeatureSpace;
  /** `[rows]` what the teacher decides, 1 where it approves. They are the labels where the file has none. */
  readonly decisions: Int32Array;
  /** Decides the split; a whole number in 0 … 2³² − 1. */
  readonly seed: number;
}

const partNames = ['train', 'validation', 'test'] as const;

/**
 * People in three parts by seed, by the rule of their schema, as data sets are split: the same seed gives the same rows. Encoded
 * as the model's rows are, which no part decides.
 *
 * @throws CompressionError where a part would hold nobody whom the teacher approves, or nobody whom it denies
 * @throws DatasetError (of `@cfq/datasets`) where a label is too rare for three parts, or the seed is out of range
 */
export function splitPeople({ people, featureSpace, decisions, seed }: SplitPeopleProblem): PeopleParts {
  const approved = decisions.filter((decision) => decision === 1).length;
  if (approved === 0 || approved === decisions.length) {
    throw new CompressionError(
      `splitPeople: promises are made to people who are denied, and kept by approving them (expected both decisions among ` +
        `${decisions.length} rows of ${people.name}, got ${approved === 0 ? 'denials' : 'approvals'} alone). Check the ` +
        'favourable class and the threshold, or add rows.',
    );
  }
  const labels = people.y ?? decisions;
  const rows = splitRows({ y: labels, rule: people.split, seed });
  for (const part of partNames) {
    const yes = rows[part].filter((row) => decisions[row] === 1).length;
    if (yes > 0 && yes < rows[part].length) continue;
    throw new CompressionError(
      `splitPeople: every part holds people whom the teacher approves and people whom it denies (got ${yes} and ` +
        `${rows[part].length - yes} for ${part}, of ${approved} and ${decisions.length - approved} in all). Add rows of the ` +
        'rarer decision, or take another seed.',
    );
  }
  const encoder = createEncoder(featureSpace);
  const part = (chosen: Int32Array): Split => ({
    x: encoder.encodeTable(people.table, chosen),
    y: chosen.map((row) => labels[row]!),
    rows: chosen,
    subgroups: Object.fromEntries(
      Object.entries(people.subgroups).map(([name, { levels, codes }]) => [
        name,
        { levels, codes: chosen.map((row) => codes[row]!) },
      ]),
    ),
  });
  return {
    featureSpace,
    train: part(rows.train),
    validation: part(rows.validation),
    test: part(rows.test),
  };
}
