import { codeVersionOf } from '../../cells/code/code-version.ts';
import { usualSolvers } from '../../cells/code/names-in.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { teacherGap, unaskedLimits, type TeacherGap } from '../../diagnostics/teacher-gap.ts';
import type { PlannedCell } from '../../runner/plan-cells.ts';
import type { Timing } from '../../runner/timing.ts';
import type { PreparedTeacher } from '../prepare-teacher.ts';
import type { QualityRequest } from '../quality-of-actions.ts';
import { sharedArtifact } from './shared-artifact.ts';

/** Where a teacher's gap is kept: under all that it depends on. */
export function teacherGapKey(
  { settings, specification, shared }: Pick<PlannedCell, 'settings' | 'specification' | 'shared'>,
  people: number,
): string {
  const { dataset, solver } = settings;
  const names = [dataset, 'exact', ...(solver === undefined ? usualSolvers : [solver])];
  const { source } = specification;
  return contentHash({
    ...{ codeVersion: codeVersionOf(names), source, recourse: shared.recourse },
    ...{ people, limits: unaskedLimits },
  });
}

/** How good the solver of the evaluation is for a teacher, once for all cells of its group; see `teacherGap`. */
export async function teacherGapOf(
  { teacher, evaluated, actionSet, cost, evaluation: { efforts } }: PreparedTeacher,
  {
    planned,
    people,
    shared,
    scope,
    signal,
    onTiming,
  }: Pick<QualityRequest, 'shared' | 'scope' | 'signal'> & {
    readonly planned: PlannedCell;
    /** How many of the denied are looked at. */
    readonly people: number;
    readonly onTiming: (one: Timing) => void;
  },
): Promise<TeacherGap> {
  const { margins, seed, solverOptions } = planned.settings;
  const { value } = await sharedArtifact(
    {
      kind: 'teacherGap',
      key: teacherGapKey(planned, people),
      phase: 'diagnostics',
      compute: () =>
        teacherGap(
          { teacher, evaluated, actionSet, cost, efforts, margins, seed, scope, signal },
          { people, asPublished: solverOptions?.['asPublished'] === true },
        ),
    },
    { shared, onTiming },
  );
  return value;
}
