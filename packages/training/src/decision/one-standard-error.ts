/** A run that one may choose. */
export interface Choosable {
  /** The larger the simpler. */
  readonly decay: number;
  /** Weighted losses of the validation rows [n], the same rows in every run. */
  readonly losses: Float64Array;
}

/**
 * The largest decay whose mean loss is within one standard error of the lowest: the one-standard-error rule (Breiman,
 * Friedman, Olshen & Stone 1984, §3.4.3). The error is that of the difference on the same rows: runs share the rows
 * that are hard, so that the error of a mean itself would be many times what sets two runs apart.
 */
export function oneStandardError<Run extends Choosable>(runs: readonly Run[]): Run {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = new Map(runs.map((run) => [run, mean(run.losses)]));
  const best = runs.reduce((least, run) => (means.get(run)! < means.get(least)! ? run : least));
  const within = runs.filter((run) => {
    const apart = run.losses.map((loss, row) => loss - best.losses[row]!);
    const difference = mean(apart);
    const variance = mean(apart.map((value) => (value - difference) ** 2));
    return difference <= Math.sqrt(variance / Math.max(1, apart.length - 1));
  });
  return within.reduce((most, run) => (run.decay > most.decay ? run : most), best);
}
