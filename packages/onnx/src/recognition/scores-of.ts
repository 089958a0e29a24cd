import { refuse } from './obstacle.ts';
import { sumsOf } from './picks.ts';
import type { Scores, Value } from './values.ts';

/** Sums as what the file answers. */
export function scoresOf(value: Value): Scores {
  if (value.kind === 'scores') return value;
  if (value.kind !== 'dense') return refuse('it reads no scores of classes');
  const { tail, order, sums } = value;
  // A single sum has no class of its own, so it is an origin by itself.
  if (order.length === 1) return { kind: 'scores', origin: sumsOf(value), says: 'margins', order: [1], tail };
  const isAll = order.length === sums.bias.length && new Set(order).size === order.length;
  return isAll
    ? { kind: 'scores', origin: sums, says: 'logits', order, tail }
    : { kind: 'scores', origin: sumsOf(value), says: 'logits', order: order.map((_, at) => at), tail };
}
