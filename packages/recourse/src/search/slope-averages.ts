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

/** Averages of no job yet. */
export function createSlopeAverages({ width, start, span }: ActionLayout): SlopeAverages {
  const columns = Int32Array.from(
    Array.from(start).flatMap((first, f) => Array.from({ length: span[f]! }, (_, c) => first + c)),
  );
  const averages = new Map<number, Float32Array>();
  const shown = new Float32Array(width);
  return {
    follow(job, slopes, at) {
      let average = averages.get(job);
      if (average === undefined) {
        average = new Float32Array(columns.length);
        for (let i = 0; i < columns.length; i += 1) average[i] = slopes[at + columns[i]!]!;
        averages.set(job, average);
      } else {
        for (let i = 0; i < columns.length; i += 1) {
          average[i] = 0.5 * (average[i]! + slopes[at + columns[i]!]!);
        }
      }
      for (let i = 0; i < columns.length; i += 1) shown[columns[i]!] = average[i]!;
      return shown;
    },
    forget: (job) => void averages.delete(job),
  };
}
