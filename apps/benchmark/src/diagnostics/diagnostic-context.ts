import type { PreparedDataset } from '@cfq/datasets';
import type { CompileScope, NDArray } from '@cfq/jit';
import type { TeacherEvaluation } from '@cfq/evaluation';
import type { RecourseRecord } from '@cfq/metrics';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { Model, Student, Teacher } from '@cfq/training';
import type { SolveQuality } from './action-quality/solve-quality.ts';
import type { SolveProvenCosts } from './proven-costs.ts';
import type { SolveRobustActions } from './robust-actions.ts';
import type { Backbone } from '../cells/parse-backbone.ts';

/** What a diagnostic may look at: one finished student and all that led to it. */
export interface DiagnosticContext {
  readonly split: PreparedDataset;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** How hard changes are for the people of the evaluated rows, a row each; where left out, as hard for all. */
  readonly efforts?: NDArray | undefined;
  readonly model: Model;
  readonly teacher: Teacher;
  readonly student: Student;
  /** The population, the teacher's actions for it and where they lead. */
  readonly evaluated: TeacherEvaluation;
  readonly record: RecourseRecord;
  /** Actions for a set of quantized variants of the teacher, solved once for all its students. */
  readonly solveRobustActions: SolveRobustActions;
  /** The teacher's actions by the measures of the field, and the cheapest there are, once for all its students. */
  readonly solveQuality: SolveQuality;
  /** The least that some of the denied must pay, once for all students and solvers. */
  readonly solveProvenCosts: SolveProvenCosts;
  /** Issue margins κ, ascending from 0. */
  readonly margins: readonly number[];
  readonly backbone: Backbone;
  readonly budgetBits: number;
  readonly seed: number;
  readonly threads: number;
  /** Where what is compiled is kept; one of each call's own where left out. */
  readonly scope?: CompileScope | undefined;
  readonly signal: AbortSignal;
}
