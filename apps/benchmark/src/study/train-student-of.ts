import type { CompileScope } from '@cfq/jit';
import { needsRecourse, packStudent, trainStudent, unpackStudent, type Student } from '@cfq/training';
import type { CellSettings } from '../cells/cell-settings.ts';
import { codeVersionOf } from '../cells/code/code-version.ts';
import { namesIn } from '../cells/code/names-in.ts';
import { contentHash } from '../cells/content-hash.ts';
import type { Parts } from '../plugins/parts.ts';
import type { Timing } from '../runner/timing.ts';
import type { Spent } from '../runner/stopwatch.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { trainingOptions, type PreparedTeacher } from './prepare-teacher.ts';
import { sharedArtifact } from './shared/shared-artifact.ts';
import { sharedRecipe } from './shared/shared-recipe.ts';
import { studentKeyOf } from './shared/student-key.ts';
import { trainingRecourse } from './training-recourse.ts';

/** What {@link trainStudentOf} works with, beside the teacher. */
export interface StudentRequest {
  /** The cell's own settings. */
  readonly settings: CellSettings;
  /** Where names are looked up. */
  readonly parts: Parts;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  /** Where students and the teacher's actions for training rows are looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly threads: number;
  /** Where what is compiled is kept. */
  readonly scope: CompileScope;
  readonly signal: AbortSignal;
  /** Told what took how long. */
  readonly onTiming: (one: Timing) => void;
}

/** A student and what it took. */
export interface TrainedStudent {
  readonly student: Student;
  /** What the teacher's actions for training rows and training took, whenever that was. */
  readonly spent: { readonly trainingRecourse: Spent; readonly student: Spent };
}

const nothing: Spent = { seconds: 0, cpuSeconds: 0 };

/**
 * The student of a cell: its method with its overrides, trained on the split of its teacher, or taken from the shared store
 * where another cell has it.
 *
 * @throws what training throws; the signal's reason when aborted
 */
export async function trainStudentOf(
  { teacher, split, actionSet, cost }: PreparedTeacher,
  { settings, parts, source, shared, threads, scope, signal, onTiming }: StudentRequest,
): Promise<TrainedStudent> {
  const { seed, budgetBits } = settings;
  const method = sharedRecipe(settings, parts, scope);
  const recourse = needsRecourse(method)
    ? await trainingRecourse({
        ...{ settings, parts, teacher, prepared: split, actionSet, cost },
        ...{ source, shared, scope, signal, onTiming },
      })
    : undefined;
  // What is asked of a student decides nothing about it.
  const alone = {
    ...settings,
    solver: undefined,
    diagnostics: { ...settings.diagnostics, sensitivityRanks: undefined },
  };
  const codeVersion = codeVersionOf(namesIn(alone));
  let trained: Student | undefined;
  const kept = await sharedArtifact(
    {
      kind: 'student',
      key: contentHash({ codeVersion, source, student: studentKeyOf(settings, parts) }),
      phase: 'student',
      compute: async () => {
        trained = await trainStudent({
          ...{ method, teacher, dataset: split, recourse: recourse?.value, budgetBits, seed },
          ...{ actionSet, cost, threads, scope, signal },
          teacherOptions: { ...trainingOptions(settings), threads },
        });
        return packStudent(trained);
      },
    },
    { shared, onTiming },
  );
  return {
    student: trained ?? unpackStudent(kept.value, { model: teacher.model, method, scope }),
    spent: { trainingRecourse: recourse?.spent ?? nothing, student: kept.spent },
  };
}
