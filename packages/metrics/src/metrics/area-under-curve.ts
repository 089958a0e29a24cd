import { finite, flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { estimateOf, type Statistic, statistic } from '../statistics/statistic.ts';

export interface AreaUnderCurveInput {
  /** `[rows]` flags: the true class is the favourable one. */
  readonly label: Column;
  /** `[rows]` finite scores, higher where the favourable class is likelier: probabilities, logits or margins. */
  readonly score: Column;
}

/**
 * Area under the receiver operating characteristic, AUC: the share of the pairs of a favourable and an unfavourable
 * row in which the favourable one scores higher, a tie counting half. Range 0–1; 0.5 for a constant score. Exact, and
 * of no threshold. Undefined where a class does not occur.
 *
 * @returns the share; its count is the number of rows.
 * @throws MetricsError on unequal lengths, a label other than 0/1 or a score that is not finite.
 * @see Hanley and McNeil 1982, Radiology 143(1).
 */
export function areaUnderCurve(input: AreaUnderCurveInput): Statistic {
  const { label, score } = readColumns('areaUnderCurve', input, { label: flag, score: finite });
  const ascending = Int32Array.from(score.keys()).sort((left, right) => score[left]! - score[right]!);
  return statistic(label.length, ({ counts }) => {
    const totals = [0, 0];
    let wins = 0;
    for (let start = 0; start < ascending.length;) {
      const level = score[ascending[start]!]!;
      const tied = [0, 0];
      for (; score[ascending[start]!] === level; start += 1) {
        const row = ascending[start]!;
        tied[label[row]!]! += counts[row]!;
      }
      wins += tied[1]! * (totals[0]! + tied[0]! / 2);
      totals[0]! += tied[0]!;
      totals[1]! += tied[1]!;
    }
    return estimateOf(wins / (totals[0]! * totals[1]!), totals[0]! + totals[1]!);
  });
}
