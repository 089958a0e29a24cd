/** Numbers whose count is not known yet, kept closely. */
export interface GrowingArray<Typed extends Float64Array | Int32Array> {
  readonly length: number;
  add(value: number): void;
  /** All numbers in their order, as one array; nothing is kept of them here. */
  take(): Typed;
}

/** Numbers that are kept together; room for the first of them is made as they come, since there may be few in each of many columns. */
const [firstRoom, block] = [16, 2 ** 14];

/** No numbers so far, of a kind of array. */
export function growingArray<Typed extends Float64Array | Int32Array>(
  make: new (length: number) => Typed,
): GrowingArray<Typed> {
  const full: Typed[] = [];
  let [last, used] = [new make(firstRoom), 0];
  const growing = {
    length: 0,
    add(value: number) {
      if (used === block) {
        full.push(last);
        [last, used] = [new make(block), 0];
      } else if (used === last.length) {
        const room = new make(Math.min(block, 4 * used));
        room.set(last);
        last = room;
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
