/** An interval for each unit of a layer. */
export interface Intervals {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Room for `size` intervals. */
export function intervals(size: number): Intervals {
  return { low: new Float64Array(size), high: new Float64Array(size) };
}

/** Before the ReLU: `z` of the teacher, `y` of the student, and `δ = y − z`, which is not the difference of the two boxes. */
export interface PreActivations {
  readonly teacher: Intervals;
  readonly student: Intervals;
  readonly difference: Intervals;
}

/**
 * After it: `h = Q(relu(z))`, `g = Q(relu(y))`, each with its own grid or none, `d = g − h`, what the teacher is rounded by,
 * `h − relu(z)`, and how much more the student is, `g − relu(y)` less that.
 */
export interface Activations extends PreActivations {
  readonly teacherRounding: Intervals;
  readonly rounding: Intervals;
}

/** Room for the preactivations of a layer. */
export function preActivations(size: number): PreActivations {
  return { teacher: intervals(size), student: intervals(size), difference: intervals(size) };
}

/** Room for the activations of a layer. */
export function activations(size: number): Activations {
  return { ...preActivations(size), teacherRounding: intervals(size), rounding: intervals(size) };
}

/**
 * Draws the three intervals of every unit together with `y = z + δ`: each is cut to what the other two leave of it.
 */
export function reconcile({ teacher: z, student: y, difference: d }: PreActivations): void {
  for (let i = 0; i < z.low.length; i += 1) {
    const zl = z.low[i]!;
    const zh = z.high[i]!;
    const yl = y.low[i]!;
    const yh = y.high[i]!;
    const dl = d.low[i]!;
    const dh = d.high[i]!;
    z.low[i] = Math.max(zl, yl - dh);
    z.high[i] = Math.min(zh, yh - dl);
    y.low[i] = Math.max(yl, zl + dl);
    y.high[i] = Math.min(yh, zh + dh);
    d.low[i] = Math.max(dl, yl - zh);
    d.high[i] = Math.min(dh, yh - zl);
  }
}
