import type { BoxBounds } from '../difference-bounds.ts';

/** Which answer of the teacher the student is to keep. */
export const promiseSides = ['yes', 'no'] as const;
/** One of {@link promiseSides}. */
export type PromiseSide = (typeof promiseSides)[number];

/** What is claimed of the rows of a box, by the margins of teacher and student. */
export interface Claim {
  /** Whether these margins break it. */
  breaks(teacher: number, student: number): boolean;
  /** How near they are to that: the larger, the nearer. */
  nearness(teacher: number, student: number): number;
  /** Above 0 where bounds over a box certify it for all its rows; otherwise by how much they fail to. */
  slack(bounds: BoxBounds): number;
  /** Above 0 where the teacher makes no such promise at any row, by bounds of the teacher held against itself. */
  unsaid(ofTeacher: BoxBounds): number;
}

/**
 * - `yes`: wherever the teacher's margin is at least κ the student's is above 0;
 * - `no`: wherever the teacher's margin is at most −κ the student's is at most 0.
 */
export function claimOf(side: PromiseSide, kappa: number): Claim {
  if (side === 'yes') {
    return {
      breaks: (teacher, student) => teacher >= kappa && student <= 0,
      nearness: (teacher, student) => Math.min(teacher - kappa, -student),
      slack: ({ studentLow, shortfall }) => Math.max(studentLow[0]!, kappa - shortfall[0]!),
      unsaid: ({ studentHigh }) => kappa - studentHigh[0]!,
    };
  }
  return {
    breaks: (teacher, student) => teacher <= -kappa && student > 0,
    nearness: (teacher, student) => Math.min(-kappa - teacher, student),
    slack: ({ studentHigh, excess }) => Math.max(-studentHigh[0]!, kappa - excess[0]!),
    unsaid: ({ studentLow }) => kappa + studentLow[0]!,
  };
}
