/**
 * What is known of a person's cheapest action: it was found (`optimal`); there is none (`infeasible`); one was found that may
 * not be the cheapest (`gap`); none was found, and the search ended before it was through (`timed out`).
 */
export const proofOutcomes = ['optimal', 'infeasible', 'gap', 'timed out'] as const;

/** See {@link proofOutcomes}. */
export type ProofOutcome = (typeof proofOutcomes)[number];

/** What a solver proves about the actions of one margin. */
export interface Proof {
  /** `[n]`. */
  readonly outcome: readonly ProofOutcome[];
  /**
   * `[n]`: no action whose point reaches κ on the model as it is deployed, in float32, costs less; `Infinity` where there is
   * none at all. Never above the cost of the action found.
   */
  readonly lowerBound: Float64Array;
}

/** What a search proves, slot by slot (see `Incumbents`). */
export interface ProofsInTheMaking {
  /** Starts at 0; raised by the search. */
  readonly lowerBound: Float64Array;
  /** 1 where the search takes the incumbent for the cheapest action, by its own tolerance. */
  readonly settled: Uint8Array;
}

/** Room for the proofs of a search. */
export function startProofs(slots: number): ProofsInTheMaking {
  return { lowerBound: new Float64Array(slots), settled: new Uint8Array(slots) };
}

/**
 * The proof of one margin, held against what was scored and kept in the end.
 *
 * @param cost - `[n]`, NaN where there is no action.
 * @param from - The first slot of the margin.
 */
export function proofOf({ lowerBound, settled }: ProofsInTheMaking, cost: Float32Array, from: number): Proof {
  const bounds = Float64Array.from(cost, (value, row) => {
    const bound = lowerBound[from + row]!;
    return Number.isNaN(value) ? bound : Math.min(bound, value);
  });
  const outcome = Array.from(cost, (value, row): ProofOutcome => {
    if (Number.isNaN(value)) return bounds[row] === Infinity ? 'infeasible' : 'timed out';
    return settled[from + row] === 1 ? 'optimal' : 'gap';
  });
  return { outcome, lowerBound: bounds };
}
