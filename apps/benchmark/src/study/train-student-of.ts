import { parseRecipeOverrides, trainStudent, type MethodName, type Student } from '@cfq/training';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { Timing } from '../runner/timing.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { trainingOptions, type PreparedTeacher } from './prepare-teacher.ts';
import { sharedRecourse } from './shared-recourse.ts';

/** What {@link trainStudentOf} works with, beside the teacher. */
export interface StudentRequest {
  /** The cell's own settings. */
  readonly settings: CellSettings;
  readonly codeVersion: string;
  /** Where the teacher's actions for training rows are looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told what took how long. */
  readonly onTiming: (one: Timing) => void;
}

/** A student and what it took. */
export interface TrainedStudent {
  readonly student: Student;
  /** Seconds that the teacher's actions for training rows took, whenever that was, and that training took. */
  readonly seconds: { readonly trainingRecourse: number; readonly student: number };
}

/**
 * Trains the student of a cell: its method with its overrides, on the split of its teacher.
 *
 * @throws what training throws; the signal's reason when aborted
 */
export async function trainStudentOf(
  { teacher, split, actionSet, cost }: PreparedTeacher,
  { settings, codeVersion, shared, threads, signal, onTiming }: StudentRequest,
): Promise<TrainedStudent> {
  const { method, seed, budgetBits, overrides, teacherActions } = settings;
  const { steps, noise } = teacherActions;
  const store = sharedRecourse(shared, codeVersion, onTiming);
  const student = await trainStudent({
    method: method as MethodName,
    teacher,
    dataset: split,
    budgetBits,
    seed,
    actionSet,
    cost,
    overrides: parseRecipeOverrides(overrides),
    teacherActions: {
      ...(steps !== undefined && { steps }),
      ...(noise !== undefined && { noise }),
    },
    store,
    teacherOptions: { ...trainingOptions(settings), threads },
    threads,
    signal,
  });
  onTiming({ phase: 'student', seconds: student.seconds, reused: false });
  return { student, seconds: { trainingRecourse: store.takeSeconds(), student: student.seconds } };
}
