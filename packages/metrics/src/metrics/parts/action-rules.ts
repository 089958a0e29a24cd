import { matrixOf } from '../../internals/column.ts';
import { finiteEntries } from '../../internals/finite-entries.ts';
import { validityRules } from './paired-recourse.ts';

/** The rules of a metric on the actions of both models. */
export function actionRules() {
  const actions = matrixOf(finiteEntries());
  return { ...validityRules, teacherDelta: actions, studentDelta: actions };
}
