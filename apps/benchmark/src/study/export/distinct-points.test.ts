import { concatRows, ndarray, takeRows } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { distinctPoints } from './distinct-points.ts';

describe('distinctPoints', () => {
  it('gives every point back by its place, and who stays where they are once', () => {
    const x = ndarray([0, 1, 2, 3, 4, 5, 6, 7], [4, 2]);
    const population = Int32Array.of(1, 3);
    const reached = [
      ndarray([2, 3, 6, 8], [2, 2]),
      ndarray([2, 3, 6, 7], [2, 2]),
      ndarray([9, 3, 6, 8], [2, 2]),
    ];
    const { x: once, places } = distinctPoints(x, population, reached);
    expect(once.shape).toEqual([7, 2]);
    expect(takeRows(once, places)).toEqual(concatRows(x, ...reached));
  });

  it('is the rows alone where nobody is denied', () => {
    const x = ndarray([1, 2], [1, 2]);
    const nobody = ndarray(new Float32Array(0), [0, 2]);
    const { x: once, places } = distinctPoints(x, new Int32Array(0), [nobody]);
    expect([once, [...places]]).toEqual([x, [0]]);
  });
});
