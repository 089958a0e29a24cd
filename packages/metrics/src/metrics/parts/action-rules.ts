import { finite } from '../../internals/check.ts';
import { matrixOf } from '../../internals/column.ts';
import { validityRules } from './paired-recourse.ts';

/** The rules of a metric on the actions of both models. */
export const actionRules = {
  ...validityRules,
  teacherDelta: matrixOf(finite),
  studentDelta: matrixOf(finite),
};
