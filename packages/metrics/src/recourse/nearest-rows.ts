/** The nearest rows of a point, nearest first, ties by place. */
export interface NearestRows {
  readonly places: Int32Array;
  /** Euclidean distances. */
  readonly distances: Float64Array;
}

/**
 * The nearest rows of a table to a point, by comparing all of them; a comparison ends as soon as the row is too far.
 *
 * @param points rows one after the other, of which `row` is the point.
 * @param reference rows of the same width, at least `most` of them beside the one left out.
 * @param without a row of the table that does not count, the point itself in its own table.
 */
export function nearestRows(
  points: ArrayLike<number>,
  row: number,
  reference: ArrayLike<number>,
  width: number,
  most: number,
  without = -1,
): NearestRows {
  const places = new Int32Array(most);
  const squares = new Float64Array(most).fill(Infinity);
  const rows = width === 0 ? 0 : reference.length / width;
  for (let place = 0; place < rows; place += 1) {
    if (place === without) continue;
    const farthest = squares[most - 1]!;
    let square = 0;
    for (let column = 0; column < width && square < farthest; column += 1) {
      square += (points[row * width + column]! - reference[place * width + column]!) ** 2;
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
