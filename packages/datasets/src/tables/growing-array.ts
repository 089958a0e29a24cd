/** Numbers whose count is not known yet, kept closely. */
export interface GrowingArray<Typed extends Float64Array | Int32Array> {
  readonly length: number;
  add(value: number): void;
  /** All numbers in their order, as one array; nothing is kept of them here. */
  take(): Typed;
}

const block = 2 ** 14;

/** No numbers so far, of a kind of array. */
export function growingArray<Typed extends Float64Array | Int32Array>(
  make: new (length: number) => Typed,
): GrowingArray<Typed> {
  const full: Typed[] = [];
  let [last, used] = [new make(block), 0];
  const growing = {
    length: 0,
    add(value: number) {
      if (used === block) {
        full.push(last);
        [last, used] = [new make(block), 0];
      }
      last[used] = value;
      used += 1;
      growing.length += 1;
    },
    take() {
      const all = new make(growing.length);
      full.forEach((one, index) => all.set(one, index * block));
      all.set(last.subarray(0, used), full.length * block);
      full.length = growing.length = used = 0;
      return all;
    },
  };
  return growing;
}
