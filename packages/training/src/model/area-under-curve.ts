import { favourableClass } from './favourable-class.ts';

/**
 * Area under the ROC curve of scores [n] for the favourable class: the share of pairs, one of each class, in which the
 * favourable one scores higher; ties count one half. NaN without a row of each class.
 *
 * @see Hanley & McNeil 1982, "The meaning and use of the area under a ROC curve".
 */
export function areaUnderCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const order = Array.from({ length: labels.length }, (_, row) => row).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  let [ranks, positives] = [0, 0];
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) {
      if (labels[order[at]!] !== favourableClass) continue;
      positives += 1;
      ranks += (from + 1 + to) / 2;
    }
    from = to;
  }
  const pairs = positives * (order.length - positives);
  return pairs === 0 ? Number.NaN : (ranks - (positives * (positives + 1)) / 2) / pairs;
}
