/** Measures laps of wall time. */
export interface Stopwatch {
  /** Seconds since the last lap, or since the start. */
  lap(): number;
}

/** Starts one. */
export function stopwatch(now: () => number = () => performance.now()): Stopwatch {
  let last = now();
  return {
    lap() {
      const reached = now();
      const seconds = (reached - last) / 1000;
      last = reached;
      return seconds;
    },
  };
}
