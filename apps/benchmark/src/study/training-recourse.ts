import type { PreparedDataset } from '@cfq/datasets';
import type { CompileScope } from '@cfq/jit';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import { teacherRecourse, type Teacher, type TeacherRecourse } from '@cfq/training';
import type { CellSettings } from '../cells/cell-settings.ts';
import { codeVersionOf } from '../cells/code/code-version.ts';
import { contentHash } from '../cells/content-hash.ts';
import { sharedKeyOf } from '../cells/shared-key.ts';
import { teacherOf } from '../cells/teacher-of.ts';
import type { Parts } from '../plugins/parts.ts';
import type { Timing } from '../runner/timing.ts';
import { sharedArtifact } from './shared/shared-artifact.ts';
import type { Artifact, SharedStore } from '../store/shared-store.ts';

/** What the teacher's actions for training rows are solved from. */
export interface TrainingRecourseRequest {
  /** Of the cell whose student asks. */
  readonly settings: CellSettings;
  /** Where names are looked up. */
  readonly parts: Parts;
  readonly teacher: Teacher;
  readonly prepared: PreparedDataset;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  /** Where they are looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly scope: CompileScope;
  readonly signal: AbortSignal;
  /** Told what took how long. */
  readonly onTiming: (one: Timing) => void;
}

/**
 * The teacher's actions for the training rows it denies, from the shared store or solved now, with what solving them took, whenever that was.
 *
 * @throws what solving throws; the signal's reason when aborted
 */
export function trainingRecourse(request: TrainingRecourseRequest): Promise<Artifact<TeacherRecourse>> {
  const { settings, parts, prepared, source } = request;
  const { teacher, actionSet, cost, scope, signal } = request;
  const { steps, noise, solver, solverOptions = {} } = settings.teacherActions;
  const key = contentHash({
    codeVersion: codeVersionOf([settings.dataset, solver ?? []].flat()),
    source,
    trainingRecourse: sharedKeyOf(settings, (one) => teacherOf(one, parts)).trainingRecourse,
    plugins: solver === undefined ? [] : parts.pluginsOf([solver]).map(({ hash }) => hash),
  });
  return sharedArtifact(
    {
      kind: 'recourse',
      key,
      phase: 'trainingRecourse',
      compute: () =>
        teacherRecourse({
          ...{ teacher, dataset: prepared, actionSet, cost, scope, signal },
          ...(solver !== undefined && {
            solver: { solver: parts.solver[solver]!, options: solverOptions },
          }),
          actions: { ...(steps !== undefined && { steps }), ...(noise !== undefined && { noise }) },
        }),
    },
    request,
  );
}
