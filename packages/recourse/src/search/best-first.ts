/** A queue that gives the item with the least key first; of equal keys the one that was added last. */
export interface BestFirst<Item> {
  size(): number;
  /** The least key, `Infinity` where the queue is empty. */
  least(): number;
  add(key: number, item: Item): void;
  take(): Item | undefined;
}

interface Entry<Item> {
  readonly key: number;
  readonly order: number;
  readonly item: Item;
}

/** A binary heap (Williams 1964). */
export function createBestFirst<Item>(): BestFirst<Item> {
  const heap: Entry<Item>[] = [];
  let added = 0;
  const before = (a: Entry<Item>, b: Entry<Item>) => a.key < b.key || (a.key === b.key && a.order > b.order);

  function sink(entry: Entry<Item>): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }

  return {
    size: () => heap.length,
    least: () => heap[0]?.key ?? Infinity,
    add(key, item) {
      const entry = { key, order: (added += 1), item };
      let at = heap.length;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!before(entry, heap[parent]!)) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = entry;
    },
    take() {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) sink(last);
      return top?.item;
    },
  };
}
