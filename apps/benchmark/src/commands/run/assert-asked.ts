import { assertChoices } from '../../cells/assert-choices.ts';
import { assertRecipes } from '../../cells/overrides/assert-recipes.ts';
import { assertSolverFits, assertSolverOptions } from '../../cells/assert-solver.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { axesOf } from '../../configuration/setting-schemas.ts';
import type { Parts } from '../../plugins/parts.ts';
import { overriding, type runConfiguration, type RunConfiguration } from './run-configuration.ts';

/**
 * Looks up every name of a request and tries what it asks of recipes and solvers, before anything is printed or loaded.
 *
 * @throws UsageError naming the flag, or the file with line and key, of the first thing that cannot be used
 */
export function assertAsked(
  configuration: RunConfiguration,
  nameOf: ReturnType<typeof runConfiguration>['nameOf'],
  parts: Parts,
): void {
  const { datasets = [], methods, bits, backbones, solver, evaluationSolver, solverOptions } = configuration;
  assertChoices({ datasets, methods, bits, solver: solver === undefined ? [] : [solver] }, parts, nameOf);
  if (evaluationSolver !== undefined) {
    assertKnown(nameOf('evaluationSolver'), evaluationSolver, Object.keys(parts.solver));
  }
  for (const key of ['solver', 'evaluationSolver'] as const) {
    const asked = configuration[key];
    if (asked === undefined) continue;
    for (const backbone of backbones) assertSolverFits(asked, { backbone, parts, written: nameOf(key) });
  }
  const searching = evaluationSolver ?? solver;
  if (solverOptions !== undefined && searching !== undefined) {
    assertSolverOptions(searching, { options: solverOptions, parts, written: nameOf('solverOptions') });
  }
  assertRecipes(methods, axesOf(configuration.overrides), {
    parts,
    writtenAs: (override) => nameOf(isFlagged(override) ? override : 'overrides'),
  });
}

/** Whether an override has a flag of its own. */
function isFlagged(name: string): name is (typeof overriding)[number] {
  return overriding.some((one) => one === name);
}
