/** The cells of one column, closely packed. */
export interface PackedCells {
  add(cell: string): void;
  /** All cells so far, in their order. */
  all(): string[];
}

/** Cells whose characters are kept as one text: a text of its own takes three times what a number in it does. */
const cellsOfBlock = 4096;

/** An empty column. */
export function packedCells(): PackedCells {
  const blocks: { readonly text: string; readonly ends: Uint32Array }[] = [];
  let last: string[] = [];
  return {
    add(cell) {
      last.push(cell);
      if (last.length < cellsOfBlock) return;
      let end = 0;
      blocks.push({ text: last.join(''), ends: Uint32Array.from(last, ({ length }) => (end += length)) });
      last = [];
    },
    all() {
      const packed = blocks.flatMap(({ text, ends }) =>
        Array.from(ends, (end, index) => text.slice(ends[index - 1] ?? 0, end)),
      );
      return packed.concat(last);
    },
  };
}
