/** The nearest rows of a point, nearest first; the earlier of two that are as near. */
export interface NearestRows {
  readonly places: Int32Array;
  /** Euclidean distances. */
  readonly distances: Float64Array;
}

/**
 * The nearest rows of a table to a point, by comparing all of them; a comparison ends as soon as the row is too far.
 *
 * @param points - Holds the point, from `at` on.
 * @param reference - Rows of `width` columns one after the other, at least `most` of them beside the one left out; where
 *   there are fewer, places are −1 and distances `Infinity`.
 * @param most - How many are sought.
 * @param without - A row of the table that does not count, the point itself in its own table. Default: all count.
 */
export function nearestRows(
  points: ArrayLike<number>,
  at: number,
  reference: ArrayLike<number>,
  width: number,
  most: number,
  without = -1,
): NearestRows {
  const places = new Int32Array(most).fill(-1);
  const squares = new Float64Array(most).fill(Infinity);
  const rows = width === 0 ? 0 : reference.length / width;
  for (let place = 0; place < rows; place += 1) {
    if (place === without) continue;
    const farthest = squares[most - 1]!;
    let square = 0;
    for (let column = 0; column < width && square < farthest; column += 1) {
      const difference = points[at + column]! - reference[place * width + column]!;
      square += difference * difference;
    }
    if (square >= farthest) continue;
    let rank = most - 1;
    for (; rank > 0 && squares[rank - 1]! > square; rank -= 1) {
      squares[rank] = squares[rank - 1]!;
      places[rank] = places[rank - 1]!;
    }
    squares[rank] = square;
    places[rank] = place;
  }
  return { places, distances: squares.map(Math.sqrt) };
}
