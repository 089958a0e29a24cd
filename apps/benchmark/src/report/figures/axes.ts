import type { CurveAxis, Reference } from './curve-figure.ts';

/** A share of people, whose small values matter most: linear up to 1 %, logarithmic beyond. */
export const shareAxis = (label: string): CurveAxis => ({
  label: `${label}, share of people (symlog)`,
  type: 'symlog',
  constant: 0.01,
  low: 0,
  ticks: [0, 0.01, 0.03, 0.1, 0.3, 1],
  percent: true,
});

/** The two-sided error, VD + (1 − near-miss fidelity), up to 2. */
export const faithfulnessErrorAxis: CurveAxis = {
  label: 'faithfulness error (symlog)',
  type: 'symlog',
  constant: 0.01,
  low: 0,
  ticks: [0, 0.01, 0.03, 0.1, 0.3, 1, 2],
};

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
