import type { CompileScope } from '@cfq/jit';
import { needsRecourse, trainStudent, type Student } from '@cfq/training';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { Parts } from '../plugins/parts.ts';
import type { Timing } from '../runner/timing.ts';
import { stopwatch, type Spent } from '../runner/stopwatch.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { trainingOptions, type PreparedTeacher } from './prepare-teacher.ts';
import { sharedRecipe } from './shared-recipe.ts';
import { trainingRecourse } from './training-recourse.ts';

/** What {@link trainStudentOf} works with, beside the teacher. */
export interface StudentRequest {
  /** The cell's own settings. */
  readonly settings: CellSettings;
  /** Where names are looked up. */
  readonly parts: Parts;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  readonly codeVersion: string;
  /** Where the teacher's actions for training rows are looked for first and kept afterwards. */
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
  /** What the teacher's actions for training rows took, whenever that was, and what training took. */
  readonly spent: { readonly trainingRecourse: Spent; readonly student: Spent };
}

const nothing: Spent = { seconds: 0, cpuSeconds: 0 };

/**
 * Trains the student of a cell: its method with its overrides, on the split of its teacher.
 *
 * @throws what training throws; the signal's reason when aborted
 */
export async function trainStudentOf(
  { teacher, split, actionSet, cost }: PreparedTeacher,
  { settings, parts, source, codeVersion, shared, threads, scope, signal, onTiming }: StudentRequest,
): Promise<TrainedStudent> {
  const { seed, budgetBits } = settings;
  const method = sharedRecipe(settings, parts, scope);
  const recourse = needsRecourse(method)
    ? await trainingRecourse({
        ...{ settings, parts, teacher, prepared: split, actionSet, cost },
        ...{ source, codeVersion, shared, scope, signal, onTiming },
      })
    : undefined;
  const watch = stopwatch();
  const student = await trainStudent({
    method,
    teacher,
    dataset: split,
    recourse: recourse?.value,
    budgetBits,
    seed,
    actionSet,
    cost,
    teacherOptions: { ...trainingOptions(settings), threads },
    threads,
    scope,
    signal,
  });
  const trained = watch.lap();
  onTiming({ phase: 'student', ...trained, reused: false });
  return { student, spent: { trainingRecourse: recourse?.spent ?? nothing, student: trained } };
}
