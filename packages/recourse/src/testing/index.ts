export type { SolverLawOptions } from './law-world.ts';
export { solverLaws } from './solver-laws.ts';
