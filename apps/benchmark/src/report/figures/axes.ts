import { aggregates } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../../cells/aggregates/aggregate-names.ts';
import type { CurveAxis, Reference } from '../blocks/curve-figure.ts';

/**
 * The axis of a share whose small values matter most: linear up to 1 %, logarithmic beyond; up to 2 for the two-sided
 * error, which is a sum of shares.
 */
export function shareAxis(name: CellAggregate): CurveAxis {
  const { symbol, range } = aggregates[name];
  const people = range[1] === 1;
  return {
    label: people ? `${symbol}, share of people (symlog)` : `${symbol} (symlog)`,
    type: 'symlog',
    constant: 0.01,
    low: 0,
    ticks: [0, 0.01, 0.03, 0.1, 0.3, 1, 2].filter((tick) => tick <= range[1]),
    ...(people ? { percent: true } : {}),
  };
}

/** The protocol's target for VD. */
export const targetOfVd: Reference = { y: 0.01, label: 'target 1 %' };

/** Issue margins. */
export const kappaAxis = (kappas: readonly number[]): CurveAxis => ({
  label: 'issue margin κ (logits)',
  type: 'linear',
  ticks: kappas,
});

/** Bit budgets. */
export const bitsAxis = (budgets: readonly number[]): CurveAxis => ({
  label: 'budget, average bits per weight (log)',
  type: 'log',
  ticks: budgets,
});
