import type { PreparedDataset } from '@cfq/datasets';
import type { TeacherEvaluation } from '@cfq/evaluation';
import type { RecourseRecord } from '@cfq/metrics';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { Model, Student, Teacher } from '@cfq/training';
import type { Backbone } from '../cells/parse-backbone.ts';

/** What a measurement beside the protocol's aggregates may look at: one finished student and all that led to it. */
export interface MeasureContext {
  readonly prepared: PreparedDataset;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  readonly model: Model;
  readonly teacher: Teacher;
  readonly student: Student;
  /** The population, the teacher's actions for it and where they lead. */
  readonly evaluated: TeacherEvaluation;
  readonly record: RecourseRecord;
  /** Issue margins κ, ascending from 0. */
  readonly margins: readonly number[];
  readonly backbone: Backbone;
  readonly budgetBits: number;
  readonly seed: number;
  readonly threads: number;
  readonly signal: AbortSignal;
}
