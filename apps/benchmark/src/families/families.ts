import { ablationsFamily } from './ablations.ts';
import { allocationFamily } from './allocation.ts';
import { backbonesCostsFamily } from './backbones-costs.ts';
import { baselinesFamily } from './baselines.ts';
import { budgetCurvesFamily } from './budget-curves.ts';
import { extendedFamily } from './extended.ts';
import type { Family, FamilyName } from './family.ts';
import { inputsFamily } from './inputs.ts';
import { mainFamily } from './main.ts';
import { ptqFamily } from './ptq.ts';
import { quantizersFamily } from './quantizers.ts';
import { recourseFamily } from './recourse.ts';
import { runtimeFamily } from './runtime.ts';
import { stressFamily } from './stress.ts';
import { teacherQualityFamily } from './teacher-quality.ts';
import { teachersFamily } from './teachers.ts';
import { theoryFamily } from './theory.ts';

/** Every family: those of the paper, and ours, in the order in which its cells serve the next best. */
export const families: { readonly [Name in FamilyName]: Family & { readonly name: Name } } = {
  main: mainFamily,
  ablations: ablationsFamily,
  'budget-curves': budgetCurvesFamily,
  baselines: baselinesFamily,
  ptq: ptqFamily,
  quantizers: quantizersFamily,
  'teacher-quality': teacherQualityFamily,
  runtime: runtimeFamily,
  'backbones-costs': backbonesCostsFamily,
  stress: stressFamily,
  theory: theoryFamily,
  extended: extendedFamily,
  recourse: recourseFamily,
  allocation: allocationFamily,
  inputs: inputsFamily,
  teachers: teachersFamily,
};
