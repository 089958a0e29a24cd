import {
  aggregates,
  type AggregateDescription,
  type AggregateName,
  type Better,
  type Unit,
} from '@cfq/metrics/aggregates';

/** What is known of a number that an audit measures and a limit can name. */
export interface AuditMetric {
  readonly title: string;
  /** One line: what it is a share or a mean of. */
  readonly description: string;
  /** Over whom, or over which points. */
  readonly over: string;
  readonly unit: Unit;
  /** Digits after the point where it is shown, in its unit. */
  readonly digits: number;
  /** Which way a limit on it goes. */
  readonly better: Extract<Better, 'higher' | 'lower'>;
  /** The least and the largest value there can be. */
  readonly range: readonly [least: number, largest: number];
  /** Whether there is one for each issue margin, named `vd@0.2`. */
  readonly atMargin: boolean;
  /** Whether the teacher has the same number, which changes are reckoned from. */
  readonly baseline: boolean;
  /** What has to be there for it to be measured, beside people and two files. */
  readonly needs?: 'labels' | 'groups' | 'runtimes' | undefined;
  /** The aggregate of the protocol it is, or is made of. */
  readonly aggregate?: AggregateName | undefined;
}

const of = (
  aggregate: AggregateName,
  better: 'higher' | 'lower',
  more: Partial<AuditMetric & AggregateDescription> = {},
): AuditMetric => {
  const { title, unit, digits, range, scope, ...words } = { ...aggregates[aggregate], ...more };
  const [description, over] = [words.description, words.over].map((text) =>
    text.replaceAll('the test set', 'the people'),
  ) as [string, string];
  const { baseline = false, needs } = more;
  return {
    ...{ title, description, over, unit, digits, better, range, baseline, aggregate },
    atMargin: scope === 'margin',
    ...(needs && { needs }),
  };
};

const share = { unit: 'percent', digits: 2, range: [0, 1], atMargin: false, baseline: false } as const;
const labelled = { needs: 'labels' } as const;
const gap = {
  ...share,
  unit: 'points',
  better: 'lower',
  needs: 'groups',
  over: 'groups that are large enough',
} as const;
const denials = { over: 'people whom both deny' } as const;

/**
 * Every number that an audit measures, by the name that limits use. Names with `atMargin` are followed by `@` and an
 * issue margin that was measured; without one, `@0.2` is meant.
 */
const auditMetrics = {
  flips: {
    ...share,
    title: 'flips',
    description: 'share of the people whom the two files decide about otherwise',
    over: 'the people',
    better: 'lower',
    aggregate: 'agreement',
  },
  'flips-granted': of('flipsToApproved', 'lower', { digits: 2 }),
  'flips-denied': of('flipsToDenied', 'lower', { digits: 2 }),
  agreement: of('agreement', 'higher', { digits: 2 }),
  drift: of('acceptanceDrift', 'lower', {
    description: 'absolute change of the share of people who are approved',
    digits: 2,
    range: [0, 1],
  }),
  'over-grant': of('overGrant', 'lower', { unit: 'percent', digits: 2 }),
  vd: of('validityDrop', 'lower', { title: 'broken promises', unit: 'percent', digits: 2 }),
  'near-miss': of('nearMissFidelity', 'higher'),
  'near-miss-short': of('nearMissShort', 'higher'),
  'near-miss-all-but-one': of('nearMissAllButOne', 'higher'),
  faithfulness: of('faithfulnessError', 'lower'),
  crg: of('counterfactualRecourseGapMedian', 'lower', {
    description: 'absolute median of (c(δ_q) − c(δ_f)) / (c(δ_f) + ε)',
    range: [0, Infinity],
  }),
  'crg-mean': of('counterfactualRecourseGap', 'lower', {
    description: 'absolute mean of (c(δ_q) − c(δ_f)) / (c(δ_f) + ε)',
    range: [0, Infinity],
  }),
  direction: of('directionSimilarity', 'higher'),
  overlap: of('actionOverlap', 'higher'),
  feasible: of('feasibleRateStudent', 'higher', {
    title: 'feasible rate',
    unit: 'percent',
    digits: 2,
    baseline: true,
  }),
  cost: of('meanCostStudent', 'lower', { title: 'mean cost of an action', baseline: true }),
  'safe-margin': of('safeMargin', 'lower'),
  'safe-margin-price': of('safeMarginPrice', 'lower'),
  accuracy: of('accuracyStudent', 'higher', { ...labelled, baseline: true, digits: 2 }),
  'accuracy-drop': {
    ...share,
    ...labelled,
    title: 'accuracy lost',
    description: "the teacher's accuracy minus the student's",
    over: 'the people',
    unit: 'points',
    better: 'lower',
    range: [-1, 1],
    aggregate: 'accuracyStudent',
  },
  'balanced-accuracy': of('balancedAccuracyStudent', 'higher', { ...labelled, baseline: true, digits: 2 }),
  'balanced-accuracy-drop': {
    ...share,
    ...labelled,
    title: 'balanced accuracy lost',
    description: "the teacher's balanced accuracy minus the student's",
    over: 'the people',
    unit: 'points',
    better: 'lower',
    range: [-1, 1],
    aggregate: 'balancedAccuracyStudent',
  },
  'margin-error': {
    ...share,
    title: 'largest margin difference',
    description: 'largest absolute difference between the logit margins of the two files',
    over: 'the people',
    unit: 'logits',
    digits: 3,
    better: 'lower',
    range: [0, Infinity],
  },
  'subgroup-gap': {
    ...gap,
    title: 'largest gap of drift',
    description:
      'largest difference between two groups of one attribute in the change of their approval rate',
  },
  'subgroup-flips-gap': {
    ...gap,
    title: 'largest gap of flips',
    description: 'largest difference between two groups of one attribute in their share of flips',
  },
  'subgroup-vd-gap': {
    ...gap,
    title: 'largest gap of VD',
    description: 'largest difference between two groups of one attribute in VD at the lead margin',
  },
  reasons: {
    ...share,
    ...denials,
    title: 'agreement of leading reasons',
    description: 'mean share that the leading reasons of both files have in common (Jaccard index)',
    better: 'higher',
  },
  'reasons-same': {
    ...share,
    ...denials,
    title: 'same leading reasons',
    description: 'share of denials with the same leading reasons, in any order',
    better: 'higher',
  },
  'reasons-first': {
    ...share,
    ...denials,
    title: 'same first reason',
    description: 'share of denials with the same first reason',
    better: 'higher',
  },
  'runtime-flips': {
    ...share,
    title: 'flips between runtimes',
    description: 'largest share of people whom the student decides about otherwise in another runtime',
    over: 'the people',
    better: 'lower',
    needs: 'runtimes',
  },
} as const satisfies Record<string, AuditMetric>;

/** The name of a number that an audit measures, without an issue margin. */
export type AuditMetricName = keyof typeof auditMetrics;

/** Their names, in the order in which they are shown. */
export const auditMetricNames = Object.keys(auditMetrics) as readonly AuditMetricName[];

/** One of {@link auditMetrics}, seen as any of them. */
export function auditMetric(name: AuditMetricName): AuditMetric {
  return auditMetrics[name];
}

/** What a limit calls a number: `vd@0.2`, `flips`. */
export function numberId(metric: AuditMetricName, kappa: number | null): string {
  return kappa === null ? metric : `${metric}@${kappa}`;
}
