import type { IntervalEstimate, RecourseRecord } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { marginAggregates, wideAggregates } from './aggregates/aggregate-names.ts';
import type { Cell } from './cell.ts';
import type { DiagnosticName } from './diagnostics/diagnostic-schemas.ts';
import { leadKappaOf } from './lead-kappa.ts';

/** What a cell says beside the protocol's aggregates. */
export type CellFacts = Pick<
  Cell,
  | 'dataset'
  | 'method'
  | 'seed'
  | 'backbone'
  | 'budgetBits'
  | 'variant'
  | 'settings'
  | 'codeVersion'
  | 'averageBits'
  | 'allocation'
  | 'packedBytes'
  | 'executor'
>;

/** What no record says. */
type MeasuredElsewhere =
  | 'export'
  | 'people'
  | 'teacher'
  | 'reference'
  | 'trainedOut'
  | 'seconds'
  | 'cpuSeconds';

/** Rows drawn for the intervals of one statistic, at most; what decides how many resamples large sets get. */
const drawnRows = 2_000_000;
const mostResamples = 1000;
const fewestResamples = 200;

const resamplesOf = (rows: number): number =>
  Math.max(fewestResamples, Math.min(mostResamples, Math.floor(drawnRows / Math.max(1, rows))));

/**
 * Computes the aggregates of one student from its per-instance record and arranges them as a cell without its times,
 * diagnostics and what it says of its models: undefined and infinite numbers become `null`. Intervals rest on 1000 resamples, on fewer where
 * there are more than 2000 instances, and never on fewer than 200.
 *
 * @param record what `evaluateStudent` measured, or what was saved of it
 */
export function cellFromRecord(
  record: RecourseRecord,
  facts: CellFacts,
): Omit<Cell, MeasuredElsewhere | DiagnosticName> {
  const { dataset, method, seed, backbone, budgetBits, averageBits, allocation, packedBytes, executor } =
    facts;
  const { variant, settings, codeVersion } = facts;
  const { n, test, denied, nearMiss, margins } = summarize(record, {
    seed,
    resamples: resamplesOf,
    subgroups: false,
  });
  return {
    dataset,
    method,
    seed,
    backbone,
    budgetBits,
    variant,
    settings,
    codeVersion,
    averageBits,
    allocation,
    packedBytes,
    ...numbersOf(wideAggregates, { ...test, ...denied }),
    nearMissByFraction: nearMiss.map(({ fraction, nearMissShort }) => ({
      fraction,
      nearMissShort: finite(nearMissShort.value),
      count: nearMissShort.count,
    })),
    safeMarginAbove: denied.safeMargin.value === Infinity ? (margins.at(-1)?.kappa ?? null) : null,
    n,
    ...cutShortOf(record),
    leadKappa: leadKappaOf(margins.map(({ kappa }) => kappa)),
    margins: margins.map(({ kappa, ...margin }) => ({ kappa, ...numbersOf(marginAggregates, margin) })),
    executor,
  };
}

/** How many people's searches were cut short; nothing where none was. */
function cutShortOf({ about }: RecourseRecord): Pick<Cell, 'cutShort'> {
  const [teacher, student] = [about['teacherCutShort'], about['studentCutShort']].map((count) =>
    Number(count ?? 0),
  ) as [number, number];
  return teacher + student === 0 ? {} : { cutShort: { teacher, student } };
}

type Interval = { lower: number; upper: number } | null;

/** Estimates under their names, with their counts and intervals beside them. */
function numbersOf<Name extends string>(
  names: readonly Name[],
  estimates: Readonly<Record<Name, IntervalEstimate>>,
) {
  const each = <Field>(field: (estimate: IntervalEstimate) => Field) =>
    Object.fromEntries(names.map((name) => [name, field(estimates[name])])) as Record<Name, Field>;
  return {
    ...each(({ value }) => finite(value)),
    counts: each(({ count }) => count),
    intervals: each(ends),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function ends({ lower, upper }: IntervalEstimate): Interval {
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : null;
}
