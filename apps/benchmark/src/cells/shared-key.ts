import type { CellSettings } from './cell-settings.ts';
import { contentHash } from './content-hash.ts';

/**
 * What a cell shares with others, as keys: equal keys, equal teachers and equal recourse, wherever cells are grouped,
 * artifacts looked up and times added. Rows and code are not among them. Plain data.
 */
export interface SharedKey {
  /** The trained teacher. */
  readonly teacher: string;
  /** The logistic regression that stands beside it, whatever the network. */
  readonly reference: string;
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
  const { dataset, seed, backbone, teacherOptions, actions, cost, constraints } = settings;
  const { decision, classWeights, teacherActions, rows, shift, margins, solverOptions, sample } = settings;
  const teacher = contentHash({
    ...{ dataset, seed, backbone, teacherOptions, decision, classWeights },
    way: teacherOf(settings),
  });
  return {
    teacher,
    reference: contentHash({ dataset, seed, decision, classWeights }),
    trainingRecourse: contentHash({ teacher, actions, cost, constraints, teacherActions }),
    recourse: contentHash({
      ...{ teacher, actions, cost, constraints, rows, shift, margins, solverOptions, sample },
      solver: solverOf(settings),
    }),
  };
}
