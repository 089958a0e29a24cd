import type { ActionGrid } from './action-set.ts';

/** The n-th value of a grid, as the encoder writes it: a float32. */
export function gridValue({ step, offset, scale }: ActionGrid, n: number): number {
  return Math.fround((n * step - offset) / scale);
}

/** Which value of a grid is nearest to an encoded number, up to a tie. */
export function gridIndex({ step, offset, scale }: ActionGrid, value: number): number {
  return Math.round((value * scale + offset) / step);
}

/**
 * The first value of a grid at or beyond an encoded number in a direction, ±1; itself infinite where the number is.
 */
export function gridBeyond(grid: ActionGrid, value: number, sign: number): number {
  if (!Number.isFinite(value)) return value;
  const wanted = gridIndex(grid, value) - 2 * sign;
  for (let i = 0; i < 5; i += 1) {
    const reached = gridValue(grid, wanted + i * sign);
    if ((reached - value) * sign >= 0) return reached;
  }
  return gridValue(grid, wanted + 4 * sign);
}

/** The last value of a grid that does not go beyond an encoded number in a direction, ±1. */
export function gridWithin(grid: ActionGrid, value: number, sign: number): number {
  return gridBeyond(grid, value, -sign);
}

/** The value of a grid that lies `count` steps from one of its values. */
export function gridSteps(grid: ActionGrid, value: number, count: number): number {
  return gridValue(grid, gridIndex(grid, value) + count);
}

/** The size of a step in encoded units. */
export function gridStep({ step, scale }: ActionGrid): number {
  return step / scale;
}

/**
 * The permitted value nearest to a candidate: values of the grid within `[lowest, highest]`, or `own`, which wins ties; of
 * two values of the grid the lower one does. Distances are compared in float32, as the traced `project` does.
 */
export function nearestOnGrid(
  grid: ActionGrid,
  own: number,
  candidate: number,
  [lowest, highest]: readonly [number, number],
): number {
  const distance = (value: number) => Math.abs(Math.fround(value - candidate));
  const near = gridIndex(grid, Math.min(highest, Math.max(lowest, candidate)));
  let best = own;
  for (let n = near - 1; n <= near + 1; n += 1) {
    const value = gridValue(grid, n);
    if (value < lowest || value > highest) continue;
    if (distance(value) < distance(best)) best = value;
  }
  return best;
}
