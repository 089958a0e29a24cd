import { randomStream } from '@cfq/jit';
import type { MarginRecord, RawFeature, RawValue, RecourseRecord } from '@cfq/metrics';
import { EvaluationError } from '../evaluation-error.ts';
import { favourable } from '../favourable.ts';
import { actionInWords, type DescribedAction } from './action-in-words.ts';

/** Whom {@link explainPeople} shows. */
export interface ExplainOptions {
  /** How many people. Default 3. */
  readonly count?: number | undefined;
  /** The issue margin of their actions, one that was measured. Default 0.2 where it was, else the first. */
  readonly kappa?: number | undefined;
  /** Draws the people; the same for all students of one teacher. Default 0. */
  readonly seed?: number | undefined;
}

/** A denied person, what the teacher promises, and what the student says to it. */
export interface ExplainedPerson {
  /** The row of the test set. */
  readonly row: number;
  /** What they say of themselves. */
  readonly before: readonly { readonly feature: RawFeature; readonly value: RawValue }[];
  /** What the teacher asks. */
  readonly action: DescribedAction;
  readonly cost: number;
  /** The issue margin κ of the promise. */
  readonly kappa: number;
  /** The teacher's logit margin after the action, at least κ. */
  readonly teacherMargin: number;
  /** The student's logit margin after it. */
  readonly studentMargin: number;
  /** Whether the student keeps the promise. */
  readonly kept: boolean;
  /** Whether the student approves with no action at all. */
  readonly approvedAsTheyAre: boolean;
  /** What the student itself would ask; `null` where it found nothing. */
  readonly studentAction: DescribedAction | null;
}

function marginOf({ margins }: RecourseRecord, kappa: number | undefined): [MarginRecord, number] {
  const place = margins.findIndex((margin) => margin.kappa === (kappa ?? 0.2));
  if (kappa !== undefined && place < 0) {
    const measured = margins.map((margin) => margin.kappa).join(', ');
    throw new EvaluationError(
      `explainPeople: kappa is an issue margin of the record (expected one of ${measured}, got ${kappa}). Name one of them.`,
    );
  }
  const found = Math.max(0, place);
  return [margins[found]!, found];
}

/**
 * Places among the denied of some people with an action, from cheap to dear: the people are put in order of cost and
 * split into as many bands as people are asked for, and each band gives one, drawn by the seed. The same people for
 * every student of a teacher.
 */
export function choosePeople(record: RecourseRecord, options: ExplainOptions = {}): number[] {
  const { count = 3, seed = 0, kappa } = options;
  if (!Number.isInteger(count) || count < 0) {
    throw new EvaluationError(
      `explainPeople: count is a number of people (expected an integer from 0, got ${count}). Pass 3, say.`,
    );
  }
  const [{ teacher }] = marginOf(record, kappa);
  const promised = [...teacher.valid.keys()]
    .filter((person) => teacher.valid[person] === 1)
    .sort((one, other) => teacher.cost[one]! - teacher.cost[other]! || one - other);
  const bands = Math.min(count, promised.length);
  const draws = randomStream(seed, 'explained people').uniform([bands]).data;
  return Array.from({ length: bands }, (_, band) => {
    const start = Math.floor((band * promised.length) / bands);
    const end = Math.floor(((band + 1) * promised.length) / bands);
    return promised[start + Math.min(end - start - 1, Math.floor(draws[band]! * (end - start)))]!;
  });
}

/**
 * Some of the denied as one would tell their story: what they are asked to change, in the values of the data, what it
 * costs, with how much margin it convinces the teacher, and what the student answers to those who do it.
 *
 * @param record one with raw values, from `evaluate` with a `featureSpace`
 * @throws EvaluationError when the record has no raw values, or an option does not fit
 */
export function explainPeople(record: RecourseRecord, options: ExplainOptions = {}): ExplainedPerson[] {
  const { raw, population, test } = record;
  if (raw === undefined) {
    throw new EvaluationError(
      'explainPeople: the record has names and raw values (expected raw, got none). Pass featureSpace to the evaluation.',
    );
  }
  const [{ kappa, teacher, atTeacherRecourse }, place] = marginOf(record, options.kappa);
  return choosePeople(record, options).map((person): ExplainedPerson => {
    const before = raw.before[person]!;
    const asked = raw.margins[place]!;
    const row = population[person]!;
    return {
      row,
      before: raw.features.map((feature, at) => ({ feature, value: before[at]! })),
      action: actionInWords(raw.features, before, asked.teacher[person]!)!,
      cost: teacher.cost[person]!,
      kappa,
      teacherMargin: atTeacherRecourse.teacherMargin[person]!,
      studentMargin: atTeacherRecourse.studentMargin[person]!,
      kept: atTeacherRecourse.studentPrediction[person] === favourable,
      approvedAsTheyAre: test.studentPrediction[row] === favourable,
      studentAction: actionInWords(raw.features, before, asked.student[person]!),
    };
  });
}
