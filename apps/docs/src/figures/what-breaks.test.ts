import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeWhatBreaks } from './compute-what-breaks.ts';
import { drawWhatBreaks } from './draw-what-breaks.ts';
import { usualDecay } from './usual-decay.ts';
import type { MarginField, Point, WhatBreaksScene } from './what-breaks-scene.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const committed = JSON.parse(read('data/what-breaks.json')) as WhatBreaksScene;

/** The margin of the grid cell that a point lies in. */
function marginAt(
  { columns, rows, values }: MarginField,
  { fieldX, fieldY }: WhatBreaksScene,
  [x, y]: Point,
): number {
  const column = Math.floor(((x - fieldX[0]) / (fieldX[1] - fieldX[0])) * columns);
  const row = Math.floor(((y - fieldY[0]) / (fieldY[1] - fieldY[0])) * rows);
  return values[row * columns + column] ?? Number.NaN;
}

describe('the picture of what breaks', () => {
  it('is the drawing of the data beside it', () => {
    expect(drawWhatBreaks(committed)).toBe(read('figures/what-breaks.svg'));
  });

  it('shows people whom the teacher denies and whose action ends on its other side', () => {
    expect(committed.people.length).toBeGreaterThan(10);
    for (const { from, to } of committed.people) {
      // A grid cell is coarse: its centre may lie a little across the boundary.
      expect(marginAt(committed.teacher, committed, from)).toBeLessThan(0.4);
      expect(marginAt(committed.teacher, committed, to)).toBeGreaterThan(-0.4);
    }
  });

  it('shows promises kept and promises broken', () => {
    const broken = committed.people.filter(({ kept }) => !kept).length;
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThan(committed.people.length);
  });

  it('comes out much the same when it is computed again', async () => {
    const { measured } = await computeWhatBreaks({
      seed: committed.measured.seed,
      decay: usualDecay,
    });
    const share = ({ broken, promised }: WhatBreaksScene['measured']): number => broken / promised;
    // Another processor rounds otherwise, and training carries that on; on the same machine the two are equal.
    expect(Math.abs(share(measured) - share(committed.measured))).toBeLessThan(0.15);
    expect(Math.abs(measured.accuracyStudent - committed.measured.accuracyStudent)).toBeLessThan(0.02);
    expect(measured.test).toBe(committed.measured.test);
  }, 60_000);
});
