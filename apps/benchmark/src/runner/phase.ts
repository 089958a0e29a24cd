/** Where the time of a run goes, in the order in which a cell comes by. */
export const phases = [
  'teacher',
  'trainingRecourse',
  'recourse',
  'student',
  'evaluate',
  'diagnostics',
] as const;

/** One of {@link phases}: training the teacher, its recourse for training rows and for those evaluated, training the student, its evaluation, diagnostics. */
export type Phase = (typeof phases)[number];

/** Time of one piece of work. */
export interface Spent {
  readonly phase: Phase;
  /** Wall seconds that the work takes; where it came from the store, those it once took. */
  readonly seconds: number;
  /** Whether it came from the store. */
  readonly reused: boolean;
}
