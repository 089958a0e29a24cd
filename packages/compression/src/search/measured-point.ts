import type { LimitVerdict } from '@cfq/audit';
import type { SizePoint } from '../curve/size-point.ts';
import type { Candidate } from '../store/candidate.ts';

/** What became of a schedule when it was trained. */
export interface Measured {
  readonly candidate: Candidate;
  /** Its numbers on validation rows held against the limits; none where there are none. */
  readonly verdicts: readonly LimitVerdict[];
  /** Whether all of them are met. */
  readonly within: boolean;
  /** Whether it was there already. */
  readonly reused: boolean;
}

/** A point of the curve, with what was measured where it was tried. */
export interface MeasuredPoint extends SizePoint {
  readonly measured: Measured | null;
}
