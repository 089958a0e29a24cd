/** How a run tells a person where it is; every implementation writes to stderr only. */
export interface Progress {
  /** Begins a run of `steps` pieces of work. */
  start(steps: number): void;
  /** Names the work now under way: `german seed 3, cfq: training`. */
  stage(label: string): void;
  /** Marks pieces of work as done, or as not needed. */
  advance(steps: number): void;
  /** Says one whole line, above a bar where there is one. */
  line(text: string): void;
  /** Ends the display; nothing of a bar stays on the screen. */
  stop(): void;
}

/** Seconds left if the rest goes at the pace so far; NaN before the first step is done. */
export function secondsLeft(progress: { done: number; steps: number; elapsed: number }): number {
  const { done, steps, elapsed } = progress;
  return done > 0 ? (elapsed / done) * (steps - done) : NaN;
}
