/** Logit margins of a student wherever an offset may change a decision that counts. */
export interface DecidingMargins {
  /** `[rows]` of everybody. */
  readonly people: Float32Array;
  /** `[rows]` 1 where the teacher approves. */
  readonly approved: Int32Array;
  /** Where the teacher's minimal (κ = 0) actions lead. */
  readonly promises: Float32Array;
  /** At the near misses that the teacher denies. */
  readonly nearMisses: Float32Array;
}

/** What becomes of decisions once so much is added to every margin. Shares are of 0 to 1. */
export interface BalancePoint {
  /** Logits, ≥ 0. */
  readonly offset: number;
  /** Of the promises without a margin, those that the student keeps: 1 less the validity drop at κ = 0. */
  readonly kept: number;
  /** Of the near misses that the teacher denies, those that the student denies; null where there are none. */
  readonly nearMiss: number | null;
  /** Acceptance rate of the student less that of the teacher. */
  readonly drift: number;
  /** Of everybody, those about whom teacher and student decide otherwise. */
  readonly flips: number;
}

/** What lies above a tie, which is refused, in float32 too. */
const aboveTie = 1e-5;

/** Shares of promises at which a curve is looked at. */
const lookedAt = [0.9, 0.95, 0.98, 0.99, 1];

/**
 * The least offset with which a share of the promises is kept; 0 where it is without one.
 *
 * @param promises margins at the promises, one or more
 * @param share of 0 to 1
 * @returns logits, ≥ 0
 */
export function offsetToKeep(promises: Float32Array, share: number): number {
  const ascending = promises.slice().sort();
  // What float arithmetic makes of a share does not ask for one person more.
  const needed = Math.ceil(share * ascending.length - 1e-9);
  if (needed <= 0) return 0;
  const worst = ascending[ascending.length - needed]!;
  return worst > 0 ? 0 : aboveTie - worst;
}

/** What becomes of decisions at one offset. */
export function balanceAt(
  { people, approved, promises, nearMisses }: DecidingMargins,
  offset: number,
): BalancePoint {
  const accepts = (margin: number): boolean => margin + offset > 0;
  const [toApproved, toDenied] = [1, 0].map((decision) =>
    people.reduce(
      (sum, margin, row) =>
        sum + (accepts(margin) === (decision === 1) && approved[row] !== decision ? 1 : 0),
      0,
    ),
  ) as [number, number];
  const approvedOf = (margins: Float32Array): number => margins.filter(accepts).length;
  return {
    offset,
    kept: approvedOf(promises) / promises.length,
    nearMiss: nearMisses.length === 0 ? null : 1 - approvedOf(nearMisses) / nearMisses.length,
    drift: (toApproved - toDenied) / people.length,
    flips: (toApproved + toDenied) / people.length,
  };
}

/**
 * The balance between promises that are broken and people who are approved too early: what is gained and lost as more and
 * more is added to every margin, from nothing to what keeps every promise.
 *
 * @param share one more share of promises to look at
 * @returns by ascending offset, the first 0
 */
export function balanceCurve(margins: DecidingMargins, share: number): BalancePoint[] {
  const offsets = [...lookedAt, share].map((one) => offsetToKeep(margins.promises, one));
  return [...new Set([0, ...offsets])].sort((a, b) => a - b).map((offset) => balanceAt(margins, offset));
}
