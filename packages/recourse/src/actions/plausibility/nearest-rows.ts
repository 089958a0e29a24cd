/** The nearest of some rows, nearest first; the earlier of two that are as near. */
export interface NearestRows {
  readonly places: Int32Array;
  readonly distances: Float64Array;
}

/**
 * The `most` rows that are nearest to a point in Euclidean distance.
 *
 * @param except - The place of a row that does not count. Default: all count.
 */
export function nearestRows(
  point: ArrayLike<number>,
  pointAt: number,
  rows: ArrayLike<number>,
  width: number,
  most: number,
  except = -1,
): NearestRows {
  const places = new Int32Array(most).fill(-1);
  const squares = new Float64Array(most).fill(Infinity);
  const count = rows.length / width;
  for (let place = 0; place < count; place += 1) {
    if (place === except) continue;
    const farthest = squares[most - 1]!;
    let square = 0;
    for (let c = 0; c < width && square < farthest; c += 1) {
      const difference = point[pointAt + c]! - rows[place * width + c]!;
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
