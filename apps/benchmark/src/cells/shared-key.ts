import type { CellSettings } from './cell-settings.ts';
import { contentHash } from './content-hash.ts';

/**
 * What a cell shares with others, as keys: equal keys, equal teachers and equal recourse, wherever cells are grouped,
 * artifacts looked up and times added. Rows and code are not among them. Plain data.
 */
export interface SharedKey {
  /** The trained teacher. */
  readonly teacher: string;
  /** Its actions for the training rows it denies. */
  readonly trainingRecourse: string;
  /** Its actions for the evaluated rows it denies, and its answers to all that is asked there. */
  readonly recourse: string;
}

/**
 * The keys of some settings.
 *
 * @param teacherOf the way in which the teacher of a cell is trained, as text that is equal for equal ways
 * @param solverOf what looks for recourse in its evaluation, likewise; default: its name
 */
export function sharedKeyOf(
  settings: CellSettings,
  teacherOf: (settings: CellSettings) => string,
  solverOf: (settings: CellSettings) => string = ({ solver = 'usual' }) => solver,
): SharedKey {
  const { dataset, seed, backbone, teacherOptions, cost, constraints } = settings;
  const { teacherActions, rows, shift, margins } = settings;
  const teacher = contentHash({ dataset, seed, backbone, teacherOptions, way: teacherOf(settings) });
  return {
    teacher,
    trainingRecourse: contentHash({ teacher, cost, constraints, teacherActions }),
    recourse: contentHash({ teacher, cost, constraints, rows, shift, margins, solver: solverOf(settings) }),
  };
}
