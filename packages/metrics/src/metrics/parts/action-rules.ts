import { finite } from '../../internals/check.ts';
import { validityRules } from './paired-recourse.ts';

/** The rules of a metric on the actions of both models. */
export const actionRules = { ...validityRules, teacherDelta: finite, studentDelta: finite };
