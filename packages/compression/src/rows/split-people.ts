import {
  createEncoder,
  effortsWithin,
  splitRows,
  type FeatureSpace,
  type People,
  type RowSplit,
  type Split,
} from '@cfq/datasets';
import { randomStream } from '@cfq/jit';
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

/** So many rows to choose on are enough. */
const enough = 1000;
/** Share of the rows outside of the test part that are chosen on, where fewer are not enough. */
const largestShare = 0.4;

/**
 * People in three parts by seed, by the rule of their schema, as data sets are split: the same seed gives the same test rows. Encoded
 * as the model's rows are, which no part decides.
 *
 * Of few people more are chosen on than data sets validate on, up to 1000 or 40 % of those outside of the test part: a
 * student learns from a teacher that can be asked about anybody, while limits are held against the few who are denied.
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
  const rows = moreToChooseOn(splitRows({ y: labels, rule: people.split, seed }), labels, seed);
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
  const part = (chosen: Int32Array): Split => {
    const efforts = effortsWithin(people, featureSpace, chosen);
    return {
      x: encoder.encodeTable(people.table, chosen),
      y: chosen.map((row) => labels[row]!),
      rows: chosen,
      subgroups: Object.fromEntries(
        Object.entries(people.subgroups).map(([name, { levels, codes }]) => [
          name,
          { levels, codes: chosen.map((row) => codes[row]!) },
        ]),
      ),
      ...(efforts && { efforts }),
    };
  };
  return {
    featureSpace,
    train: part(rows.train),
    validation: part(rows.validation),
    test: part(rows.test),
  };
}

/** Moves rows of the train part to the validation part, as many of each label as its share is. */
function moreToChooseOn({ train, validation, test }: RowSplit, labels: Int32Array, seed: number): RowSplit {
  const aimed = Math.min(enough, Math.floor(largestShare * (train.length + validation.length)));
  const missing = aimed - validation.length;
  if (missing <= 0) return { train, validation, test };
  const moved = new Set(
    [0, 1].flatMap((label) => {
      const rows = train.filter((row) => labels[row] === label);
      const { data } = randomStream(seed, 'rows to choose on', String(label)).permutation(rows.length);
      return Array.from(
        data.subarray(0, Math.round((missing * rows.length) / train.length)),
        (place) => rows[place]!,
      );
    }),
  );
  return {
    train: train.filter((row) => !moved.has(row)),
    validation: Int32Array.from([...validation, ...moved]).sort(),
    test,
  };
}
