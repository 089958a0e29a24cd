import type { ActionLayout } from './action-layout.ts';

/** Averages of the slopes that jobs have seen, in the columns of features that may change. */
export interface SlopeAverages {
  /**
   * Half the new slope of a job and half its previous average; the first time, the new slope.
   *
   * @returns `d` numbers, of which those in columns that may change count, until the next call.
   */
  follow(job: number, slopes: Float32Array, at: number): Float32Array;
  /** Begins anew with the next slope of a job. */
  forget(job: number): void;
}

/** Averages of no job yet. All stand in one array that grows with the jobs that have one: an object for each would be many. */
export function createSlopeAverages({ width, start, span }: ActionLayout, jobs: number): SlopeAverages {
  const columns = Int32Array.from(
    Array.from(start).flatMap((first, f) => Array.from({ length: span[f]! }, (_, c) => first + c)),
  );
  const { length } = columns;
  const shown = new Float32Array(width);
  /** Where the average of each job begins, −1 where it has none. */
  const places = new Int32Array(jobs).fill(-1);
  let averages = new Float32Array(length * 64);
  let free = 0;

  function placeOf(job: number): number {
    if (free + length > averages.length) {
      const larger = new Float32Array(2 * averages.length);
      larger.set(averages);
      averages = larger;
    }
    places[job] = free;
    free += length;
    return places[job];
  }

  return {
    follow(job, slopes, at) {
      const known = places[job]!;
      const place = known < 0 ? placeOf(job) : known;
      for (let i = 0; i < length; i += 1) {
        const slope = slopes[at + columns[i]!]!;
        averages[place + i] = known < 0 ? slope : 0.5 * (averages[place + i]! + slope);
        shown[columns[i]!] = averages[place + i]!;
      }
      return shown;
    },
    forget: (job) => void (places[job] = -1),
  };
}
