import type { OptionRules } from './option-rules.ts';
import type { RefineOptions } from '../search/refine.ts';

/** The values that the refinement's options take. */
export const refineRules: OptionRules<RefineOptions> = {
  iterations: { least: 0, integer: true },
  followIterations: { least: 0, integer: true },
  rounds: { least: 0, integer: true },
  stride: { least: 1, integer: true },
  candidates: { least: 1, integer: true },
  allowance: { least: 1 },
  singleFeatureRounds: { least: 0, integer: true },
  candidateIterations: { least: 1, integer: true },
  tolerance: { least: 0 },
};

/** Budgets of the refinement, from bisection alone to the best we have. */
export const refinePresets = {
  /** Nothing but the bisection to the margin. */
  boundary: {
    iterations: 0,
    followIterations: 0,
    rounds: 0,
    stride: 1,
    candidates: 1,
    allowance: 1,
    singleFeatureRounds: 0,
    candidateIterations: 1,
    tolerance: 5e-4,
  },
  /** One pass of descents and one round of the best alternative. */
  fast: {
    iterations: 8,
    followIterations: 5,
    rounds: 1,
    stride: 2,
    candidates: 2,
    allowance: 1.05,
    singleFeatureRounds: 0,
    candidateIterations: 3,
    tolerance: 1e-3,
  },
  /** Two rounds of alternatives. */
  thorough: {
    iterations: 10,
    followIterations: 6,
    rounds: 2,
    stride: 2,
    candidates: 8,
    allowance: 1.1,
    singleFeatureRounds: 0,
    candidateIterations: 4,
    tolerance: 5e-4,
  },
  /** Three rounds around every margin, and alternatives that look worse at first. */
  exhaustive: {
    iterations: 16,
    followIterations: 8,
    rounds: 3,
    stride: 1,
    candidates: 12,
    allowance: 1.5,
    singleFeatureRounds: 1,
    candidateIterations: 5,
    tolerance: 1e-4,
  },
} as const satisfies Readonly<Record<string, RefineOptions>>;
