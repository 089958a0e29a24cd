/** One open decision under an affine bound: what it may add to the margin, and what that costs. */
export interface Offer {
  /** Its place among the directions of the box. */
  readonly direction: number;
  /** How far it goes along the direction, at most; negative where it goes against it. */
  readonly step: number;
  /** What all of it adds to the margin, > 0. */
  readonly gain: number;
  /** What all of it costs beyond `least`, > 0. */
  readonly unit: number;
  /** What the decision costs in any case. */
  readonly least: number;
  /** Whether it may be taken in part. */
  readonly isNumber: boolean;
  /** Whether it makes one more feature change. */
  readonly takesPlace: boolean;
}

/** Parts of offers that add up to what is wanted. */
export interface Filled {
  /** Of L1 the cost beyond the least; with a share of L2 a lower bound of the whole cost. */
  readonly cost: number;
  /** `[offers]`, in `[0, 1]`. */
  readonly parts: Float64Array;
}
