import { nearest, type Box } from './box.ts';
import type { Decision } from './decisions.ts';

/** Continuous numbers are not split below this length, in encoded units. */
const shortest = 1e-7;

/** A box with one decision narrowed. */
function withNumber(box: Box, d: number, low: number, high: number, moves: number): Box {
  return {
    ...box,
    low: box.low.with(d, low),
    high: box.high.with(d, high),
    moves: box.moves.with(d, moves),
  };
}

function withOptions(box: Box, d: number, options: Int32Array): Box {
  return {
    ...box,
    options: box.options.with(d, options),
    moves: box.moves.with(d, options[0] === 0 ? 0 : 1),
  };
}

/**
 * Parts of a box that together hold all of its actions: a category by option, a number that may stay into staying, less and
 * more, any other number at a point.
 *
 * @param at - Where to split a number, within its range.
 * @returns Empty where the decision is made, or too short to split.
 */
export function split(decisions: readonly Decision[], box: Box, d: number, at: number): Box[] {
  const decision = decisions[d]!;
  if (decision.kind === 'category') {
    const options = box.options[d]!;
    if (options.length === 1) return [];
    return Array.from(options, (option) => withOptions(box, d, Int32Array.of(option)));
  }
  const [low, high] = [box.low[d]!, box.high[d]!];
  if (low === high) return [];
  const isOpen = box.moves[d] === 0 && low <= 0 && high >= 0;
  if (decision.continuous) {
    if (isOpen) {
      return [
        withNumber(box, d, 0, 0, 0),
        ...(low < 0 ? [withNumber(box, d, low, 0, 1)] : []),
        ...(high > 0 ? [withNumber(box, d, 0, high, 1)] : []),
      ];
    }
    if (high - low < shortest) return [];
    return [withNumber(box, d, low, at, 1), withNumber(box, d, at, high, 1)];
  }
  if (isOpen) {
    const tiny = shortest * Math.max(1, high - low);
    const [less, more] = [decision.atMost(-tiny), decision.atLeast(tiny)];
    return [
      withNumber(box, d, 0, 0, 0),
      ...(low <= less ? [withNumber(box, d, low, less, 1)] : []),
      ...(more <= high ? [withNumber(box, d, more, high, 1)] : []),
    ];
  }
  let below = decision.atMost(at);
  if (!(below < high)) below = decision.atMost(nextDown(high));
  const above = decision.atLeast(nextUp(Math.max(below, low)));
  return [
    ...(below >= low ? [withNumber(box, d, low, below, 1)] : []),
    ...(above <= high ? [withNumber(box, d, above, high, 1)] : []),
  ];
}

const nextUp = (value: number) => value + Math.max(Math.abs(value), 1e-3) * 1e-9;
const nextDown = (value: number) => value - Math.max(Math.abs(value), 1e-3) * 1e-9;

/** Where a number is split best: where the bound would have it, if that is well inside, else in the middle. */
export function splitPoint(box: Box, d: number, step: number): number {
  const [low, high] = [box.low[d]!, box.high[d]!];
  const wanted = nearest(low, high) + step;
  const margin = 0.1 * (high - low);
  return wanted > low + margin && wanted < high - margin ? wanted : (low + high) / 2;
}
