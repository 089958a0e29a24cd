import { concatRows, takeRows, type NDArray } from '@cfq/jit';

/** Points of which many are the same, each once. */
export interface DistinctPoints {
  /** `[m, d]` */
  readonly x: NDArray;
  /** `[n]` for each of the points the row of `x` that it is. */
  readonly places: Int32Array;
}

/**
 * Test rows and the points that the denied reach, without those of people who stay where they are.
 *
 * @param x `[rows, d]`
 * @param population `[denied]` the rows that are denied.
 * @param reached `[denied, d]` each.
 */
export function distinctPoints(
  x: NDArray,
  population: Int32Array,
  reached: readonly NDArray[],
): DistinctPoints {
  const [rows = 0, width = 0] = x.shape;
  const places = new Int32Array(rows + reached.length * population.length);
  for (let row = 0; row < rows; row += 1) places[row] = row;
  let [next, place] = [rows, rows];
  const parts = reached.map((points) => {
    const moved: number[] = [];
    population.forEach((row, person) => {
      const own = points.data.subarray(person * width, (person + 1) * width);
      const stays = own.every((value, column) => value === x.data[row * width + column]);
      places[place] = stays ? row : next;
      place += 1;
      if (stays) return;
      moved.push(person);
      next += 1;
    });
    return takeRows(points, moved);
  });
  return { x: concatRows(x, ...parts), places };
}
