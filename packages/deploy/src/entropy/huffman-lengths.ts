/**
 * Lengths of a Huffman code, in bits by symbol: of all codes that can be read from left to right, one of least total length.
 * 0 for a symbol that does not occur, and for one that is alone: a count says all.
 *
 * @param counts how often each symbol occurs, whole numbers from 0.
 * @see Huffman 1952, "A Method for the Construction of Minimum-Redundancy Codes".
 */
export function huffmanLengths(counts: readonly number[]): number[] {
  const lengths = counts.map(() => 0);
  // Trees as the symbols in them; equal counts in the order in which they came, so that the code is the same everywhere.
  let trees = counts.flatMap((count, symbol) => (count > 0 ? [{ count, symbols: [symbol] }] : []));
  while (trees.length > 1) {
    trees.sort((one, other) => one.count - other.count);
    const [least, next, ...others] = trees as [(typeof trees)[number], (typeof trees)[number]];
    const symbols = [...least.symbols, ...next.symbols];
    for (const symbol of symbols) lengths[symbol]! += 1;
    trees = [...others, { count: least.count + next.count, symbols }];
  }
  return lengths;
}
