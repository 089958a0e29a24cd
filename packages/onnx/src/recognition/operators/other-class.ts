import { refuse } from '../obstacle.ts';
import type { Constant, Rows, Value } from '../values.ts';

/** 1 − p of the probability of a class is that of the other. */
export function complement(rows: Rows, a: Value): Value | null {
  if (rows.kind !== 'scores' || rows.says !== 'probability') return null;
  const isOne = a.kind === 'constant' && a.numbers.length === 1 && a.numbers[0] === 1;
  return isOne ? { ...rows, order: [1 - rows.order[0]!] } : refuse('a probability is computed with');
}

/** [−s, s] and [1, 0] are [1 − s, s]. */
export function completed(rows: Rows, a: Constant): Value | null {
  if (rows.kind !== 'scores' || rows.says !== 'opposites') return null;
  const isFirst = a.numbers.length === 2 && a.numbers[0] === 1 && a.numbers[1] === 0;
  return isFirst ? { ...rows, says: 'complements' } : refuse('scores are computed with');
}
