import { aggregates, headingOf } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { directionOf } from './aggregate-columns.ts';

/** Headings for terminals of 80 columns; the legend says what they are. */
const short: Partial<Record<CellAggregate, string>> = {
  accuracyStudent: 'acc%',
  balancedAccuracyStudent: 'bal%',
  agreement: 'agr%',
  acceptanceDrift: 'drift',
  overGrant: 'OG',
  nearMissFidelity: 'NM',
  faithfulnessError: 'err',
  counterfactualRecourseGapMedian: 'CRG',
};

/** The short heading of an aggregate with its better direction: `VD ↓`, `drift→0`. */
export function shortHeading(name: CellAggregate): string {
  return `${short[name] ?? headingOf(aggregates[name])}${directionOf(name).replace(' →', '→')}`;
}
