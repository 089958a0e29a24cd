import type { HiddenUnits } from '../reach/hidden-units.ts';

/** What is known of the sums behind the first layer over a box: the least of every unit, then the largest, by layer. */
export type KnownSums = Float32Array;

/** Keeps bounds of sums, in half the room. */
interface Keeper {
  write(): KnownSums;
  /** Narrows the sums of hidden layer `k`, of 1 at least, to what is known. */
  narrow(known: KnownSums, k: number): void;
}

/** Rounding to float32 moves a number by less than this share of it, or by `tiny`. */
const share = 2 ** -23;
const tiny = 2 ** -149;

/** Room for what is known of some layers. */
export function createKnownSums(units: readonly HiddenUnits[]): Keeper {
  const starts: number[] = [0];
  units.slice(1).forEach(({ low }) => starts.push(starts.at(-1)! + 2 * low.length));
  return {
    write() {
      const known = new Float32Array(starts.at(-1)!);
      units.slice(1).forEach(({ low, high }, k) => {
        const from = starts[k]!;
        for (let j = 0; j < low.length; j += 1) {
          known[from + j] = low[j]! - share * Math.abs(low[j]!) - tiny;
          known[from + low.length + j] = high[j]! + share * Math.abs(high[j]!) + tiny;
        }
      });
      return known;
    },
    narrow(known, k) {
      const { low, high } = units[k]!;
      const from = starts[k - 1]!;
      for (let j = 0; j < low.length; j += 1) {
        low[j] = Math.max(low[j]!, known[from + j]!);
        high[j] = Math.min(high[j]!, known[from + low.length + j]!);
      }
    },
  };
}
