import { acceptanceDrift } from '../metrics/acceptance-drift.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { agreement } from '../metrics/agreement.ts';
import { balancedAccuracy } from '../metrics/balanced-accuracy.ts';
import { flips } from '../metrics/flips.ts';
import type { AggregateDefinition, RecordView } from './aggregate.ts';

const percent = {
  over: 'the test set',
  unit: 'percent',
  digits: 1,
  better: 'higher',
  range: [0, 1],
  shown: 'tables',
} as const;

const flipped = { better: 'lower', shown: 'files' } as const;

/** Aggregates over the whole test set. */
export const testAggregates = {
  accuracyTeacher: {
    ...percent,
    shown: 'files',
    title: "the teacher's accuracy",
    symbol: 'accuracy f',
    description: 'share of the test set that the teacher decides as labelled',
    of: ({ record: { test } }) => accuracy({ label: test.label, prediction: test.teacherPrediction }),
  },
  accuracyStudent: {
    ...percent,
    title: 'accuracy',
    symbol: 'accuracy',
    description: 'share of the test set that the student decides as labelled',
    of: ({ record: { test } }) => accuracy({ label: test.label, prediction: test.studentPrediction }),
  },
  balancedAccuracyTeacher: {
    ...percent,
    shown: 'files',
    title: "the teacher's balanced accuracy",
    symbol: 'balanced f',
    description: "mean of the teacher's accuracies on each class",
    of: ({ record: { test } }) => balancedAccuracy({ label: test.label, prediction: test.teacherPrediction }),
  },
  balancedAccuracyStudent: {
    ...percent,
    title: 'balanced accuracy',
    symbol: 'balanced',
    description: "mean of the student's accuracies on each class",
    of: ({ record: { test } }) => balancedAccuracy({ label: test.label, prediction: test.studentPrediction }),
  },
  agreement: {
    ...percent,
    title: 'agreement',
    symbol: 'agreement',
    description: 'share of the test set on which student and teacher decide alike',
    of: ({ record: { test } }) => agreement(test),
  },
  acceptanceDrift: {
    ...percent,
    title: 'acceptance drift',
    symbol: 'drift',
    description: 'favourable rate of the student minus that of the teacher',
    unit: 'points',
    better: 'closer-to-zero',
    range: [-1, 1],
    of: ({ record: { test, favourableClass } }) => acceptanceDrift({ ...test, favourableClass }),
  },
  flipsToApproved: {
    ...percent,
    ...flipped,
    title: 'flips from denied to approved',
    symbol: 'flips to yes',
    description: 'share of the test set that the teacher denies and the student approves',
    of: ({ record: { test, favourableClass } }) => flips({ ...test, favourableClass }).toApproved,
  },
  flipsToDenied: {
    ...percent,
    ...flipped,
    title: 'flips from approved to denied',
    symbol: 'flips to no',
    description: 'share of the test set that the teacher approves and the student denies',
    of: ({ record: { test, favourableClass } }) => flips({ ...test, favourableClass }).toDenied,
  },
} satisfies Record<string, AggregateDefinition<RecordView>>;

/** The name of an aggregate over the whole test set. */
export type TestAggregate = keyof typeof testAggregates;
