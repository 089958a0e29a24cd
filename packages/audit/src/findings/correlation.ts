/** Least squares of `y` on `x`: `y ≈ slope · x + shift`. */
export interface LinearFit {
  readonly slope: number;
  readonly shift: number;
  /** Standard deviation of what is left. */
  readonly residual: number;
  /** Standard deviation of `y`. */
  readonly spread: number;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** The line through pairs; NaN where there are none, or all `x` are alike. */
export function linearFit(x: ArrayLike<number>, y: ArrayLike<number>): LinearFit {
  const n = x.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let row = 0; row < n; row += 1) {
    const [dx, dy] = [x[row]! - mx, y[row]! - my];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const slope = xx > 0 ? xy / xx : NaN;
  const left = Math.max(0, yy - slope * xy);
  return { slope, shift: my - slope * mx, residual: Math.sqrt(left / n), spread: Math.sqrt(yy / n) };
}

/** Pearson's correlation; NaN where either does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { slope, spread } = linearFit(x, y);
  const other = linearFit(y, x);
  return spread > 0 && other.spread > 0 ? (slope * other.spread) / spread : NaN;
}
