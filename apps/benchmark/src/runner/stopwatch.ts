/** Time that a piece of work takes. Plain data. */
export interface Spent {
  /** By the clock on the wall. */
  readonly seconds: number;
  /** Of all processors together, the system's work for this process included. */
  readonly cpuSeconds: number;
}

/** Measures laps of time. */
export interface Stopwatch {
  /** What was spent since the last lap, or since the start. */
  lap(): Spent;
}

/**
 * Starts one.
 *
 * @param now clocks in milliseconds: that on the wall, and the time this process has had of the processors
 */
export function stopwatch(now: () => { readonly wall: number; readonly cpu: number } = clocks): Stopwatch {
  let last = now();
  return {
    lap() {
      const reached = now();
      const spent = {
        seconds: (reached.wall - last.wall) / 1000,
        cpuSeconds: (reached.cpu - last.cpu) / 1000,
      };
      last = reached;
      return spent;
    },
  };
}

function clocks() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}
