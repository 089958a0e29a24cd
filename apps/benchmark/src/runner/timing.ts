import type { Spent } from './stopwatch.ts';

/** Where the time of a run goes, in the order in which a cell comes by, each with its name for people. */
export const phaseTitles = {
  teacher: 'teacher',
  reference: 'reference',
  trainingRecourse: 'its training recourse',
  recourse: 'its recourse',
  student: 'student',
  evaluate: 'evaluate',
  diagnostics: 'diagnostics',
} as const;

/**
 * One of {@link phaseTitles}: training the teacher, fitting the reference, the teacher's recourse for training rows and for those evaluated, training the
 * student, its evaluation, diagnostics.
 */
export type Phase = keyof typeof phaseTitles;

/** Every {@link Phase}, in order. */
export const phases = Object.keys(phaseTitles) as readonly Phase[];

/** Time of one piece of work; where it came from the store, what it once took. */
export interface Timing extends Spent {
  readonly phase: Phase;
  /** Whether it came from the store. */
  readonly reused: boolean;
}
