import {
  acceptanceDrift,
  accuracy,
  agreement,
  balancedAccuracy,
  bootstrapIntervals,
  bySubgroup,
  counterfactualRecourseGap,
  counterfactualRecourseGapMedian,
  feasibleRate,
  flips,
  meanCost,
  overGrant,
  validityDrop,
  type IntervalEstimate,
  type Statistic,
} from '@cfq/metrics';
import type { AggregateName } from '@cfq/metrics/aggregates';
import type { Predictions } from './predictions.ts';

/** The metrics of some predictions by name, and by group. */
export interface Measured {
  readonly n: { readonly test: number; readonly denied: number };
  readonly metrics: Partial<Record<AggregateName, IntervalEstimate>>;
  /** By attribute: each metric in each group, and the largest difference between two. */
  readonly groups: Readonly<
    Record<
      string,
      {
        readonly levels: Readonly<Record<string, Partial<Record<AggregateName, IntervalEstimate>>>>;
        readonly gaps: Partial<Record<AggregateName, IntervalEstimate>>;
      }
    >
  >;
}

const favourableClass = 1;

/** Every metric that predictions allow, with intervals. */
export function measurePredictions(predictions: Predictions, seed = 0): Measured {
  const { test, denied } = statisticsOf(predictions);
  const { label, population, groups } = predictions;
  const ofGroups = Object.entries(groups).map(([attribute, names]) => {
    const parts = [
      { statistics: test, own: names },
      { statistics: denied, own: Array.from(population, (row) => names[row]!) },
    ];
    const levels: Record<string, Partial<Record<AggregateName, IntervalEstimate>>> = Object.fromEntries(
      [...new Set(names)].map((level) => [level, {}]),
    );
    let gaps: Partial<Record<AggregateName, IntervalEstimate>> = {};
    for (const { statistics, own } of parts) {
      const split = entriesOf(statistics).map(
        ([name, statistic]) =>
          [name, bySubgroup({ statistic, groups: own, levels: [...new Set(names)] })] as const,
      );
      gaps = {
        ...gaps,
        ...intervalsOf(Object.fromEntries(split.map(([name, { gap }]) => [name, gap])), seed),
      };
      for (const level of Object.keys(levels)) {
        const within = Object.fromEntries(split.map(([name, one]) => [name, one.groups[level]!]));
        levels[level] = { ...levels[level], ...intervalsOf(within, seed) };
      }
    }
    return [attribute, { levels, gaps }] as const;
  });
  return {
    n: { test: label.length, denied: population.length },
    metrics: { ...intervalsOf(test, seed), ...intervalsOf(denied, seed) },
    groups: Object.fromEntries(ofGroups),
  };
}

type Statistics = Partial<Record<AggregateName, Statistic>>;

const entriesOf = (statistics: Statistics): [AggregateName, Statistic][] =>
  Object.entries(statistics) as [AggregateName, Statistic][];

function intervalsOf(statistics: Statistics, seed: number): Partial<Record<AggregateName, IntervalEstimate>> {
  const entries = entriesOf(statistics);
  return entries.length === 0 ? {} : bootstrapIntervals({ statistics: Object.fromEntries(entries), seed });
}

/** Statistics over all people, and over the denied. */
function statisticsOf({ label, teacherPrediction, studentPrediction, promises, costs }: Predictions): {
  readonly test: Statistics;
  readonly denied: Statistics;
} {
  const decisions = { teacherPrediction, studentPrediction, favourableClass };
  const { toApproved, toDenied } = flips(decisions);
  const test = {
    accuracyTeacher: accuracy({ label, prediction: teacherPrediction }),
    accuracyStudent: accuracy({ label, prediction: studentPrediction }),
    balancedAccuracyTeacher: balancedAccuracy({ label, prediction: teacherPrediction }),
    balancedAccuracyStudent: balancedAccuracy({ label, prediction: studentPrediction }),
    agreement: agreement(decisions),
    acceptanceDrift: acceptanceDrift(decisions),
    flipsToApproved: toApproved,
    flipsToDenied: toDenied,
    overGrant: overGrant(decisions),
  };
  if (promises === undefined) return { test, denied: {} };
  const { teacherValid } = promises;
  const both = costs && {
    teacherValid,
    studentValid: costs.studentValid,
    teacherCost: costs.teacher,
    studentCost: costs.student,
  };
  return {
    test,
    denied: {
      feasibleRateTeacher: feasibleRate({ valid: teacherValid }),
      validityDrop: validityDrop({ ...promises, favourableClass }),
      ...(both && {
        feasibleRateStudent: feasibleRate({ valid: both.studentValid }),
        meanCostTeacher: meanCost({ valid: teacherValid, cost: both.teacherCost }),
        meanCostStudent: meanCost({ valid: both.studentValid, cost: both.studentCost }),
        counterfactualRecourseGapMedian: counterfactualRecourseGapMedian(both),
        counterfactualRecourseGap: counterfactualRecourseGap(both),
      }),
    },
  };
}
