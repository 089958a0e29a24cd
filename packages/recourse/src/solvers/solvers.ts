import { linear } from './linear.ts';
import { pgd } from './pgd.ts';
import { slp } from './slp.ts';

/** Every recourse solver by name. */
export const solvers = { pgd, slp, linear } as const;

export type SolverName = keyof typeof solvers;
