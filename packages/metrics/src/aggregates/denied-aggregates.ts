import { costRatio } from '../metrics/cost-ratio.ts';
import { overGrant } from '../metrics/over-grant.ts';
import { safeMargin } from '../metrics/safe-margin.ts';
import { safeMarginPrice } from '../metrics/safe-margin-price.ts';
import type { AggregateDefinition, RecordView } from './aggregate.ts';
import { nearMissOf } from './near-miss-of.ts';

const curveOf = ({ record, validityDrops }: RecordView) => ({
  margins: record.margins.map(({ kappa }) => kappa),
  validityDrops: validityDrops(),
});

const nearMisses = {
  over: 'near-miss points the teacher denies',
  unit: 'share',
  digits: 3,
  better: 'higher',
  range: [0, 1],
  shown: 'tables',
} as const;

/** Aggregates over the denied that do not belong to one issue margin. */
export const deniedAggregates = {
  overGrant: {
    title: 'over-grant',
    symbol: 'over-grant',
    description: 'share of the denied whom the student approves with no action at all',
    over: 'the denied',
    unit: 'share',
    digits: 3,
    better: 'lower',
    range: [0, 1],
    shown: 'tables',
    of: ({ record: { test, population, favourableClass } }) =>
      overGrant({
        teacherPrediction: population.map((row) => test.teacherPrediction[row]!),
        studentPrediction: population.map((row) => test.studentPrediction[row]!),
        favourableClass,
      }),
  },
  nearMissFidelity: {
    ...nearMisses,
    title: 'near-miss fidelity',
    symbol: 'near-miss',
    description:
      "share of the people just short of the teacher's own action whom both deny, of both kinds together",
    of: ({ nearMissFidelity }) => nearMissFidelity(),
  },
  nearMissShort: {
    ...nearMisses,
    title: 'near-miss fidelity, short',
    symbol: 'near-miss short',
    description: 'the same of people who go 50, 80 or 95 % of the way in numbers and make all other changes',
    of: ({ record }) => nearMissOf(record, [record.nearMiss.short]),
  },
  nearMissAllButOne: {
    ...nearMisses,
    title: 'near-miss fidelity, all but one',
    symbol: 'near-miss but one',
    description: 'the same of people who leave out one of the changes',
    of: ({ record }) => nearMissOf(record, [record.nearMiss.allButOne]),
  },
  safeMargin: {
    title: 'safe margin',
    symbol: 'safe margin',
    description: 'smallest κ with VD ≤ 1 %, interpolated; beyond all where no measured κ reaches it',
    over: 'the margin curve',
    unit: 'logits',
    digits: 2,
    better: 'lower',
    range: [0, Infinity],
    shown: 'tables',
    of: (view) => safeMargin(curveOf(view)),
  },
  safeMarginPrice: {
    title: 'price of the safe margin',
    symbol: 'safe margin price',
    description: "mean cost of the teacher's actions at the safe margin over that at κ = 0",
    over: 'valid teacher actions at both margins',
    unit: 'ratio',
    digits: 2,
    better: 'lower',
    range: [0, Infinity],
    shown: 'tables',
    of: (view) => {
      const { margins } = view.record;
      const { valid: baseValid, cost: baseCost } = margins[0]!.teacher;
      const costRatios = margins.map(({ teacher: { valid, cost } }) =>
        costRatio({ valid, cost, baseValid, baseCost }),
      );
      return safeMarginPrice({ ...curveOf(view), costRatios });
    },
  },
} satisfies Record<string, AggregateDefinition<RecordView>>;

/** The name of an aggregate over the denied that does not belong to one issue margin. */
export type DeniedAggregate = keyof typeof deniedAggregates;
