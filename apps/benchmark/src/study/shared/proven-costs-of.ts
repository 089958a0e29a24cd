import { codeVersionOf } from '../../cells/code/code-version.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { sharedKeyOf } from '../../cells/shared-key.ts';
import { provenCosts, type SolveProvenCosts } from '../../diagnostics/proven-costs.ts';
import { planSources } from '../plan-sources.ts';
import type { PreparedTeacher } from '../prepare-teacher.ts';
import type { QualityRequest } from '../quality-of-actions.ts';
import { sharedArtifact } from './shared-artifact.ts';

/** Proves the least costs of a teacher's denied when somebody asks, once for all students and solvers. */
export function provenCostsOf(
  { teacher, evaluated, actionSet, cost, evaluation: { efforts } }: PreparedTeacher,
  { settings, parts, source, shared, scope, signal }: QualityRequest,
): SolveProvenCosts {
  const { margins, seed } = settings;
  const usual = { ...settings, solver: undefined, solverOptions: undefined };
  const { recourse } = sharedKeyOf(usual, planSources(parts).teacherOf);
  return async (people) => {
    const { value } = await sharedArtifact(
      {
        kind: 'provenCosts',
        key: contentHash({ codeVersion: codeVersionOf([settings.dataset]), source, recourse, people }),
        phase: 'diagnostics',
        compute: () =>
          provenCosts({ teacher, evaluated, actionSet, cost, efforts, margins, seed, scope, signal }, people),
      },
      // Its time is part of the diagnostics of the cell that asks.
      { shared, onTiming: () => undefined },
    );
    return value;
  };
}
