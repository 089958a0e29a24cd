/** Items up to which insertion sorts faster than merging. */
const few = 48;

/** Sorts the first `size` items by their keys, largest first; equal ones stay as they stand (merge sort, bottom up). */
export function createSortByKey(keys: Float64Array): (items: Int32Array, size: number) => void {
  const scratch = new Int32Array(keys.length);

  function insert(items: Int32Array, from: number, to: number): void {
    for (let i = from + 1; i < to; i += 1) {
      const item = items[i]!;
      const key = keys[item]!;
      let place = i;
      for (; place > from && keys[items[place - 1]!]! < key; place -= 1) items[place] = items[place - 1]!;
      items[place] = item;
    }
  }

  function merge(items: Int32Array, from: number, middle: number, to: number): void {
    scratch.set(items.subarray(from, middle), from);
    let [left, right] = [from, middle];
    for (let at = from; left < middle; at += 1) {
      if (right < to && keys[items[right]!]! > keys[scratch[left]!]!) {
        items[at] = items[right]!;
        right += 1;
      } else {
        items[at] = scratch[left]!;
        left += 1;
      }
    }
  }

  return (items, size) => {
    const run = size <= few ? size : 16;
    for (let from = 0; from < size; from += run) insert(items, from, Math.min(size, from + run));
    for (let length = run; length < size; length *= 2) {
      for (let from = 0; from + length < size; from += 2 * length)
        merge(items, from, from + length, Math.min(size, from + 2 * length));
    }
  };
}
