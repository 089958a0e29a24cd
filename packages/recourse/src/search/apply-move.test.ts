import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';

import type { ActionSet } from '../actions/action-set.ts';
import { smallConsequences, smallConstraints, smallPeople, smallRelations } from '../testing/small-people.ts';
import { actionLayout, levelsOf } from './action-layout.ts';
import { writeDelta, writePoint } from './apply-move.ts';

const people = smallPeople(40, 9);
const x = people.data as Float32Array;

/** A move of a row that changes about half of the features, each to something it may change to. */
function drawnMove(set: ActionSet, row: number, draws: ArrayLike<number>): Float64Array {
  const layout = actionLayout(set, { norm: 'l1' }, x);
  return Float64Array.from({ length: layout.count }, (_, f) => {
    const [whether, which] = [draws[2 * f]!, draws[2 * f + 1]!];
    if (whether < 0.5) return 0;
    if (layout.categorical[f] === 1) return 1 + Math.floor(which * layout.span[f]!);
    if (layout.features[f]!.kind === 'numeric') return which - 0.5;
    const levels = levelsOf(layout, f, row);
    return levels[Math.floor(which * levels.length)]! - x[row * layout.width + layout.start[f]!]!;
  });
}

describe.each([
  ['constraints', smallConstraints()],
  ['relations', smallRelations()],
  ['consequences', smallConsequences()],
])('writePoint under %s', (_, set) => {
  it('is x + δ as float32, with the δ of writeDelta', () => {
    const layout = actionLayout(set, { norm: 'l1' }, x);
    const { width } = layout;
    for (let row = 0; row < 40; row += 1) {
      const draws = randomStream(row, 'moves').uniform([2 * layout.count]).data;
      const move = drawnMove(set, row, draws);
      const delta = new Float32Array(width);
      const point = new Float32Array(width).fill(NaN);
      writeDelta(layout, x, row * width, move, 0, delta, 0);
      writePoint(layout, x, row * width, move, 0, point, 0);
      expect(point).toEqual(delta.map((change, c) => x[row * width + c]! + change));
    }
  });
});
