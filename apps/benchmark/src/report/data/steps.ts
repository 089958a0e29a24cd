import type { Cell } from '../../cells/cell.ts';

/** Steps K by which the student's cell differs from its recipe, of either kind; null where it does not. */
export function stepsOf({ settings: { overrides, teacherActions } }: Cell): number | null {
  if (teacherActions.steps !== undefined) return teacherActions.steps;
  return typeof overrides['unrolledSteps'] === 'number' ? overrides['unrolledSteps'] : null;
}
