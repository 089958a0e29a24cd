/**
 * A factor on the base learning rate for update `step` of `steps` (both integers, `0 ≤ step < steps`), in [0, 1].
 * Schedules run outside the compiled graph: their values are fed to it, so changing one compiles nothing.
 */
export type Schedule = (step: number, steps: number) => number;
