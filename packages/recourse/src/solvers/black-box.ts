import { searchWithoutGradients, type BlackBoxBudget } from '../search/black-box/search-without-gradients.ts';
import { defineSolver } from './define-solver.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import type { SolverOptions } from './solver-definition.ts';

/** Budgets of `black-box` by name. */
export const blackBoxPresets = {
  /** One pass of combinations, for many people. */
  fast: { values: 6, rounds: 2, proposals: 3, restarts: 0, unsolvedRestarts: 4, exchanges: 0, polish: 2 },
  /** For evaluation. */
  thorough: {
    values: 10,
    rounds: 4,
    proposals: 5,
    restarts: 2,
    unsolvedRestarts: 12,
    exchanges: 3,
    polish: 5,
  },
  /** For single people and for measuring the others: several times the work of `thorough`. */
  exhaustive: {
    values: 16,
    rounds: 6,
    proposals: 8,
    restarts: 16,
    unsolvedRestarts: 64,
    exchanges: 8,
    polish: 10,
  },
} as const satisfies Readonly<Record<string, BlackBoxBudget>>;

/** What can be set of `black-box`. */
export type BlackBoxOptions = SolverOptions<BlackBoxBudget, keyof typeof blackBoxPresets>;

/**
 * Recourse on a model that only answers for margins: a tree ensemble, a file with operators that nobody can look into, a
 * service. It scores every change of one feature, adds the gains up to find the cheapest combinations that promise the
 * margin, scores those, goes on from the best, and takes changes back as far as the margin allows
 * (`searchWithoutGradients`). Questions of everybody are asked together, `chunk` rows a call.
 *
 * Thresholds of trees are found by section, so answers end just beyond them. With `reference`, values that people of the
 * training rows have are tried too. Models with slopes get a polish along differences of margins. A model that answers
 * with labels alone (±1) is searched as well, but only restarts then find what takes two changes.
 */
export const blackBox: RecourseSolver<BlackBoxOptions, 'black-box'> = defineSolver({
  name: 'black-box',
  description: 'combinations of changes by what each gains, for models that answer for margins alone',
  source: 'Nemhauser and Ullmann 1969; Griffith and Stewart 1961',
  needs: 'margin',
  answers: 'several',
  reference: 'optional',
  relations: 'kept',
  plausibility: 'kept',
  options: {
    values: { least: 1, integer: true },
    rounds: { least: 1, integer: true },
    proposals: { least: 1, integer: true },
    restarts: { least: 0, integer: true },
    unsolvedRestarts: { least: 0, integer: true },
    exchanges: { least: 0, integer: true },
    polish: { least: 0, integer: true },
  },
  defaults: blackBoxPresets.thorough,
  presets: blackBoxPresets,
  async search(problem, incumbents, settings) {
    const { seed, reference } = problem.problem;
    const rows = reference?.data as Float32Array | undefined;
    await searchWithoutGradients(problem, incumbents, { seed, reference: rows }, settings);
  },
});
