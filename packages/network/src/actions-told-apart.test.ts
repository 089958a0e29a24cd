import { ndarray } from '@cfq/jit';
import { expect, it } from 'vitest';
import { actionsToldApart } from './actions-told-apart.ts';

it('counts actions that a grid does not see, wholly or in part', () => {
  // Steps of 1 from 0 to 3 in the first column, of 0.5 from −1 to 0.5 in the second.
  const grid = {
    scale: Float32Array.of(1, 0.5),
    offset: Float32Array.of(0, -1),
    lowest: 0,
    highest: 3,
  };
  const before = ndarray([0, 0, 0, 0, 0, 0, 0, 0, 3, 0], [5, 2]);
  const after = ndarray([0.4, 0, 0.4, 0.5, 0.6, 0, 0, 0, 9, 0], [5, 2]);
  expect(actionsToldApart(grid, before, after)).toEqual({ actions: 4, partlyUnseen: 3, unseen: 2 });
  expect(actionsToldApart(null, before, after)).toEqual({ actions: 4, partlyUnseen: 0, unseen: 0 });
});
