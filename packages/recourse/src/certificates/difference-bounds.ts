/** Bounds over the box of every point, by one method. All arrays `[n]`, in logits. */
export interface BoxBounds {
  /** At least the largest `|g_q(x')_c − g_f(x')_c|` of any class and any `x'` in the box: the ε of CFQ §4.2. */
  readonly epsilon: Float64Array;
  /** At least the largest `|m_q(x') − m_f(x')|`: the larger of the next two. */
  readonly epsilonMargin: Float64Array;
  /** At least the most that the student's margin falls short of the teacher's, `m_f(x') − m_q(x')`; may be negative. */
  readonly shortfall: Float64Array;
  /** At least the most that it exceeds it, `m_q(x') − m_f(x')`; may be negative. */
  readonly excess: Float64Array;
  /** At most the smallest margin of the student, `m_q(x')`. */
  readonly studentLow: Float64Array;
  /** At least the largest. */
  readonly studentHigh: Float64Array;
}

/** Bounds at one radius. */
export interface RadiusBounds {
  readonly radius: number;
  /** By interval bound propagation on the pair. */
  readonly interval: BoxBounds;
  /** Tightened by linear relaxation; never looser than `interval`. */
  readonly linear: BoxBounds;
}

/** Room for bounds of `rows` points. */
export function boxBounds(rows: number): BoxBounds {
  const room = (): Float64Array => new Float64Array(rows);
  return {
    epsilon: room(),
    epsilonMargin: room(),
    shortfall: room(),
    excess: room(),
    studentLow: room(),
    studentHigh: room(),
  };
}

/**
 * A box lies in every larger one, so what holds there holds here: takes the better of two bounds, point by point.
 *
 * @param bounds of the smaller box, overwritten.
 * @param larger of the larger box.
 */
export function inherit(bounds: BoxBounds, larger: BoxBounds): void {
  for (let row = 0; row < bounds.epsilon.length; row += 1) {
    for (const name of ['epsilon', 'epsilonMargin', 'shortfall', 'excess', 'studentHigh'] as const) {
      bounds[name][row] = Math.min(bounds[name][row]!, larger[name][row]!);
    }
    bounds.studentLow[row] = Math.max(bounds.studentLow[row]!, larger.studentLow[row]!);
  }
}
