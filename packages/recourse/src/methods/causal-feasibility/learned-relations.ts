import type { ActionSet } from '../../actions/action-set.ts';

/** Of two numbers one moves with the other, among the rows they were learned from. */
export interface LearnedRelation {
  /** Encoded column, and name, of what moves. */
  readonly cause: number;
  readonly causeName: string;
  /** Encoded column, and name, of what follows. */
  readonly effect: number;
  readonly effectName: string;
  /** Encoded units of the effect per unit of the cause, by least squares; negative where it falls. */
  readonly slope: number;
  /** Rank correlation of the two, in [−1, 1]. */
  readonly correlation: number;
}

/**
 * Binary constraints learned from rows (Mahajan, Tan and Sharma 2019, §4: an effect moves with its cause, by a linear model of
 * the two): every ordered pair of numbers or ordinals that may change whose rank correlation (Spearman 1904) is at least
 * `least` in size. Rows do not tell cause from effect, so each such pair is there both ways.
 *
 * @param rows - `n × d`, encoded.
 * @param least - In (0, 1].
 * @returns The strongest first; none where there are fewer than three rows.
 */
export function learnRelations(
  { features, width }: ActionSet,
  rows: ArrayLike<number>,
  least: number,
): LearnedRelation[] {
  const count = Math.floor(rows.length / width);
  const free = features.filter(({ kind, immutable }) => kind !== 'categorical' && !immutable);
  if (count < 3) return [];
  const columns = free.map(({ start, name }) => {
    const values = Float64Array.from({ length: count }, (_, row) => rows[row * width + start]!);
    return { start, name, values, ranks: ranksOf(values) };
  });
  const found = columns.flatMap((cause) =>
    columns.flatMap((effect): LearnedRelation[] => {
      if (cause === effect) return [];
      const correlation =
        covariance(cause.ranks, effect.ranks) /
        Math.sqrt(covariance(cause.ranks, cause.ranks) * covariance(effect.ranks, effect.ranks));
      if (!(Math.abs(correlation) >= least)) return [];
      const slope = covariance(cause.values, effect.values) / covariance(cause.values, cause.values);
      // A linear model against the ranks says nothing of which way the effect goes.
      if (!(slope * correlation > 0)) return [];
      return [
        {
          ...{ cause: cause.start, causeName: cause.name },
          ...{ effect: effect.start, effectName: effect.name, slope, correlation },
        },
      ];
    }),
  );
  return found.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
}

/** Places in ascending order; equal values share the mean of theirs. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

function covariance(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / a.length;
}
