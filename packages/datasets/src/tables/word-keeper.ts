import { growingArray } from './growing-array.ts';

/** The cells of a column as they are written: each word once, and which of them every row has. */
export interface WordKeeper {
  add(cell: string): void;
  /** The words, in the order they were met. */
  words(): string[];
  /** The cells, in their order. */
  cells(): string[];
}

/** An empty column of words. */
export function wordKeeper(): WordKeeper {
  const places = new Map<string, number>();
  const rows = growingArray(Int32Array);
  let taken: Int32Array | undefined;
  return {
    add(cell) {
      const place = places.get(cell) ?? places.size;
      if (place === places.size) places.set(cell, place);
      rows.add(place);
    },
    words: () => [...places.keys()],
    cells() {
      const words = [...places.keys()];
      return Array.from((taken ??= rows.take()), (place) => words[place]!);
    },
  };
}
