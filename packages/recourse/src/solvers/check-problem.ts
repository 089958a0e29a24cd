import { checkRows } from '../actions/check-rows.ts';
import type { CommonOptions, RecourseProblem } from './recourse-problem.ts';
import { RecourseError } from '../recourse-error.ts';

function fail(solver: string, rule: string, expected: string, got: unknown, remedy: string): never {
  throw new RecourseError(`${solver}.solve: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}`);
}

/**
 * Checks what every solver relies on.
 *
 * @throws RecourseError naming the solver and the rule: margins that are negative or out of order, a seed that is not
 *   finite, rows that are not float32 or hold NaN, groups that are not one-hot.
 */
export function checkProblem(solver: string, problem: RecourseProblem): number {
  const { x, margins, seed, actionSet } = problem;
  const rows = checkRows(`${solver}.solve`, { x }, actionSet);
  if (!(x.data instanceof Float32Array))
    fail(solver, 'x is float32', 'a Float32Array', x.data, 'Convert it.');
  if (margins.length === 0) fail(solver, 'margins are given', 'at least one κ', 'none', 'Pass [0].');
  margins.forEach((kappa, i) => {
    if (!Number.isFinite(kappa) || kappa < 0 || (i > 0 && kappa <= margins[i - 1]!)) {
      fail(solver, 'margins ascend from 0', 'κ ≥ 0, strictly ascending', margins.join(', '), 'Sort them.');
    }
  });
  if (!Number.isFinite(seed)) fail(solver, 'the seed is a number', 'a finite number', seed, 'Pass one.');
  const bad = x.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const where = `row ${Math.floor(bad / actionSet.width)}, column ${bad % actionSet.width}`;
    fail(solver, 'x is finite', 'numbers', `${x.data[bad]} at ${where}`, 'Fill in missing values first.');
  }
  for (const feature of actionSet.features) {
    if (feature.kind !== 'categorical') continue;
    for (let row = 0; row < rows; row += 1) {
      let on = 0;
      for (let c = 0; c < feature.width; c += 1) {
        const value = x.data[row * actionSet.width + feature.start + c]!;
        if (value !== 0 && value !== 1) {
          fail(solver, `'${feature.name}' is one-hot`, '0 or 1', `${value} in row ${row}`, 'Encode it.');
        }
        on += value;
      }
      if (on > 1)
        fail(solver, `'${feature.name}' is one-hot`, 'at most one 1', `${on} in row ${row}`, 'Encode it.');
    }
  }
  return rows;
}

/**
 * Checks options against a record of limits and fills in defaults.
 *
 * @param defaults - Every known option with its default; `undefined` marks an option without one.
 * @param lowest - The smallest value of each numeric option; options named in `whole` must be integers.
 * @throws RecourseError on an unknown option or a value out of range.
 */
export function checkOptions<Options extends CommonOptions>(
  solver: string,
  given: Partial<Options>,
  known: readonly (keyof Options & string)[],
  lowest: Readonly<Partial<Record<keyof Options & string, number>>>,
  whole: readonly (keyof Options & string)[],
): void {
  for (const key of Object.keys(given)) {
    if (!known.some((name) => name === key)) {
      fail(solver, 'options are known', known.join(', '), key, 'Remove it.');
    }
  }
  for (const name of known) {
    const value = given[name];
    const least = lowest[name];
    if (value === undefined || least === undefined) continue;
    const integer = whole.includes(name);
    if (typeof value !== 'number' || !(value >= least) || (integer && !Number.isInteger(value))) {
      fail(
        solver,
        `${name} is in range`,
        `${integer ? 'an integer' : 'a number'} ≥ ${least}`,
        value,
        'Correct it.',
      );
    }
  }
}
