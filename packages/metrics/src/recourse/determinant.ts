/** The determinant of a small square matrix, by elimination with the largest pivot of each column. */
export function determinant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let product = 1;
  for (let column = 0; column < rows.length; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < rows.length; row += 1) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    if (pivot !== column) {
      [rows[pivot], rows[column]] = [rows[column]!, rows[pivot]!];
      product = -product;
    }
    const head = rows[column]!;
    product *= head[column]!;
    if (product === 0) return 0;
    for (const row of rows.slice(column + 1)) {
      const factor = row[column]! / head[column]!;
      for (let at = column; at < row.length; at += 1) row[at]! -= factor * head[at]!;
    }
  }
  return product;
}
