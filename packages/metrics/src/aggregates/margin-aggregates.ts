import { actionOverlap } from '../metrics/action-overlap.ts';
import { certifiedShare } from '../metrics/certified-share.ts';
import { counterfactualRecourseGap } from '../metrics/counterfactual-recourse-gap.ts';
import { counterfactualRecourseGapMedian } from '../metrics/counterfactual-recourse-gap-median.ts';
import { counterfactualRecourseGapQuantile } from '../metrics/counterfactual-recourse-gap-quantile.ts';
import { directionSimilarity } from '../metrics/direction-similarity.ts';
import { faithfulnessError } from '../metrics/faithfulness-error.ts';
import { feasibleRate } from '../metrics/feasible-rate.ts';
import { meanCost } from '../metrics/mean-cost.ts';
import type { AggregateDefinition, MarginView } from './aggregate.ts';

const share = { unit: 'share', digits: 3, range: [0, 1], shown: 'tables' } as const;
const promised = { over: 'valid teacher actions' } as const;
const bothValid = { over: 'both actions valid' } as const;
const gap = {
  over: "both actions valid, the teacher's not free",
  unit: 'relative',
  digits: 3,
  better: 'closer-to-zero',
  range: [-1, Infinity],
  shown: 'tables',
} as const;
const cost = { unit: 'cost', digits: 3, better: 'none', range: [0, Infinity], shown: 'files' } as const;

const costsOf = ({ margin: { teacher, student } }: MarginView) => ({
  teacherValid: teacher.valid,
  studentValid: student.valid,
  teacherCost: teacher.cost,
  studentCost: student.cost,
});

const actionsOf = ({ margin: { teacher, student } }: MarginView) => ({
  teacherValid: teacher.valid,
  studentValid: student.valid,
  teacherDelta: teacher.delta,
  studentDelta: student.delta,
});

const gapQuantile = (probability: number): AggregateDefinition<MarginView> => ({
  ...gap,
  shown: 'files',
  title: `counterfactual recourse gap, ${100 * probability} % quantile`,
  symbol: `CRG ${100 * probability} %`,
  description: `${100 * probability} % quantile of the same gaps, interpolated linearly`,
  of: (view) => counterfactualRecourseGapQuantile({ ...costsOf(view), probability }),
});

/** Aggregates over the denied at one issue margin. */
export const marginAggregates = {
  validityDrop: {
    ...share,
    ...promised,
    title: 'validity drop',
    symbol: 'VD',
    description: "share of the teacher's valid actions that the student refuses",
    better: 'lower',
    of: ({ validityDrops, index }) => validityDrops()[index]!,
  },
  faithfulnessError: {
    ...share,
    ...promised,
    title: 'faithfulness error',
    symbol: 'faithfulness error',
    description: 'VD + (1 − near-miss fidelity), the two-sided error',
    better: 'lower',
    range: [0, 2],
    of: ({ validityDrops, index, nearMissFidelity }) =>
      faithfulnessError({ validityDrop: validityDrops()[index]!, nearMissFidelity: nearMissFidelity() }),
  },
  counterfactualRecourseGapMedian: {
    ...gap,
    title: 'counterfactual recourse gap, median',
    symbol: 'CRG median',
    description: 'median of (c(δ_q) − c(δ_f)) / (c(δ_f) + ε)',
    of: (view) => counterfactualRecourseGapMedian(costsOf(view)),
  },
  counterfactualRecourseGap: {
    ...gap,
    title: 'counterfactual recourse gap, mean',
    symbol: 'CRG mean',
    description: 'mean of (c(δ_q) − c(δ_f)) / (c(δ_f) + ε)',
    of: (view) => counterfactualRecourseGap(costsOf(view)),
  },
  counterfactualRecourseGapQ05: gapQuantile(0.05),
  counterfactualRecourseGapQ25: gapQuantile(0.25),
  counterfactualRecourseGapQ75: gapQuantile(0.75),
  counterfactualRecourseGapQ95: gapQuantile(0.95),
  directionSimilarity: {
    ...bothValid,
    title: 'direction similarity',
    symbol: 'DirSim',
    description: 'mean cosine of the two actions',
    unit: 'cosine',
    digits: 3,
    better: 'higher',
    range: [-1, 1],
    shown: 'tables',
    of: (view) => directionSimilarity(actionsOf(view)),
  },
  actionOverlap: {
    ...share,
    ...bothValid,
    title: 'action overlap',
    symbol: 'ActOverlap',
    description: 'mean Jaccard index of the columns the two actions change',
    better: 'higher',
    of: (view) => actionOverlap(actionsOf(view)),
  },
  feasibleRateTeacher: {
    ...share,
    title: "the teacher's feasible rate",
    symbol: 'feasible f',
    description: 'share of the denied with a valid action on the teacher',
    over: 'the denied',
    better: 'higher',
    of: ({ margin }) => feasibleRate(margin.teacher),
  },
  feasibleRateStudent: {
    ...share,
    title: "the student's feasible rate",
    symbol: 'feasible q',
    description: 'share of the denied with a valid action on the student',
    over: 'the denied',
    better: 'higher',
    of: ({ margin }) => feasibleRate(margin.student),
  },
  meanCostTeacher: {
    ...cost,
    ...promised,
    title: "mean cost of the teacher's actions",
    symbol: 'cost f',
    description: "mean cost of the teacher's valid actions",
    of: ({ margin }) => meanCost(margin.teacher),
  },
  meanCostStudent: {
    ...cost,
    title: "mean cost of the student's actions",
    symbol: 'cost q',
    description: "mean cost of the student's valid actions",
    over: 'valid student actions',
    of: ({ margin }) => meanCost(margin.student),
  },
  certifiedShare: {
    ...share,
    ...promised,
    shown: 'files',
    title: 'certified share',
    symbol: 'certified',
    description: "share of the teacher's valid actions that a sound certificate proves to stay valid",
    better: 'higher',
    requires: 'certified',
    of: ({ margin: { teacher, atTeacherRecourse } }) => {
      const nobody = new Uint8Array(teacher.valid.length);
      const { certified } = atTeacherRecourse;
      return certifiedShare(
        certified ? { teacherValid: teacher.valid, certified } : { teacherValid: nobody, certified: nobody },
      );
    },
  },
} satisfies Record<string, AggregateDefinition<MarginView>>;

/** The name of an aggregate at one issue margin. */
export type MarginAggregate = keyof typeof marginAggregates;
