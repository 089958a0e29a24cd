import { solvers } from '@cfq/recourse';

/** Solvers that a comparison leaves out, each with the reason. */
const tooSlow: Readonly<Partial<Record<string, string>>> = {};

const every = Object.values(solvers);
const isCompared = (name: string) => tooSlow[name] === undefined;

/** Solvers that are compared on networks: all that can be given one. */
export const networkSolvers: readonly string[] = every
  .filter(({ name, models }) => models !== 'linear' && isCompared(name))
  .map(({ name }) => name);

/** Solvers that are compared on logistic regression: those for nothing else, beside the usual search. */
export const linearSolvers: readonly string[] = [
  'slp',
  ...every.filter(({ name, models }) => models === 'linear' && isCompared(name)).map(({ name }) => name),
];

/** Who is left out and why, a sentence; empty where nobody is. */
export const leftOut: string = Object.entries(tooSlow)
  .map(([name, reason]) => `${name} is left out: ${reason}.`)
  .join(' ');
