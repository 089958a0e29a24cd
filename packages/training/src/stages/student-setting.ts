import type { CompileScope, NDArray } from '@cfq/jit';
import type { PreparedDataset } from '@cfq/datasets';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { QuantizedMethod } from '../recipe/method.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';
import type { TeacherRecourse } from '../recourse/teacher-recourse.ts';
import type { StudentEpochRecord } from '../student/student.ts';
import type { WeightMasks } from './start/prune-by-magnitude.ts';

/** The rules of recourse: what people may do, and what it costs them. */
export interface ActionRules {
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
}

/** What one quantized student is made from, everything settled: what every stage sees. */
export interface StudentSetting {
  readonly method: QuantizedMethod;
  readonly teacher: Teacher;
  /** What is quantized: the teacher's model, or that with its columns on few bits. */
  readonly model: Model;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation' | 'featureSpace'>;
  /** Null where the method needs none. */
  readonly recourse: TeacherRecourse | null;
  readonly rules: ActionRules;
  /** Bit-widths to choose from, ascending. */
  readonly candidates: readonly number[];
  /** Most bits per weight. */
  readonly budgetBits: number;
  readonly seed: number;
  /** Updates of every native call of the run, see `callSizes`; all 0 where nothing is trained. */
  readonly calls: readonly number[];
  readonly threads: number;
  readonly scope: CompileScope;
  readonly signal?: AbortSignal | undefined;
  /** Told after every native call. */
  readonly report: (record: StudentEpochRecord) => void;
}

/** The full-precision model that is quantized. */
export interface StudentStart {
  readonly parameters: ModelParameters;
  /** Weights that stay zero; none where nothing is pruned. */
  readonly masks: readonly WeightMasks<NDArray>[];
}

/** A setting whose start is made: what stages after it see. */
export interface StartedSetting extends StudentSetting {
  readonly start: StudentStart;
}
