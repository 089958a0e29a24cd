import type { PackNetworkOptions } from '@cfq/deploy';
import type { TeacherEvaluation } from '@cfq/evaluation';
import type { CompileScope } from '@cfq/jit';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { QuantizedMethod, Teacher, TeacherRecourse } from '@cfq/training';
import type { PeopleParts } from '../rows/people-parts.ts';

/** All that the candidates of one search share: what they are trained on, and what they are held against. */
export interface CandidateSetting {
  readonly method: QuantizedMethod;
  readonly teacher: Teacher;
  readonly parts: PeopleParts;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** Issue margins κ in logits, ascending from 0. */
  readonly margins: readonly number[];
  /** The teacher's actions for training rows; undefined where the method needs none. */
  readonly recourse: TeacherRecourse | undefined;
  /** The teacher on the validation rows, with its actions there. */
  readonly evaluated: TeacherEvaluation;
  /** How students become files, what they take and give left out: candidates are asked about encoded rows. */
  readonly packing: Pick<PackNetworkOptions, 'lowering' | 'inputGrid'>;
  /** The share of promises without a margin that each keeps on validation rows, 0 to 1; undefined for what training gives. */
  readonly promiseFirst?: number | undefined;
  readonly seed: number;
  /** Updates of each candidate; undefined for the method's own number. */
  readonly steps: number | undefined;
  readonly threads: number;
  readonly scope: CompileScope;
  readonly signal: AbortSignal | undefined;
}
