import type { CompileScope, NDArray, RandomStream } from '@cfq/jit';
import type { Split } from '@cfq/datasets';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { ClassWeightPair } from '../decision/class-weights.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/** What a trainer is made for. */
export interface TrainerSetting {
  readonly model: Model;
  readonly train: Split;
  /** Source of every random choice. */
  readonly stream: RandomStream;
  readonly seed: number;
  readonly batch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** What rows of each class weigh in the task loss. */
  readonly classWeights: ClassWeightPair;
  /** Probability with which a hidden output is left out of a step, below 1. */
  readonly dropout: number;
  readonly threads: number;
  readonly scope: CompileScope;
  readonly signal?: AbortSignal | undefined;
}

/** The setting of a trainer that looks at the teacher's own recourse. */
export interface RecourseTrainerSetting extends TrainerSetting {
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** Epochs between two times that recourse is solved, which is also how long it trains before the first; from 1. */
  readonly period: number;
}

/** The optimizer's side of one epoch. */
interface TrainerEpoch {
  /** 0-based. */
  readonly epoch: number;
  /** Learning rate of each step [steps]. */
  readonly learningRate: NDArray;
  readonly weightDecay: NDArray;
}

/** How a teacher is trained, epoch by epoch; early stopping and selection are the caller's. */
export interface TeacherTrainer<State> {
  readonly start: State;
  /** One epoch: the next state, and the loss of every step. */
  advance(
    state: State,
    at: TrainerEpoch,
  ): Promise<{ readonly state: State; readonly losses: ArrayLike<number> }>;
  /** The teacher in a state. */
  teacher(state: State): ModelParameters;
  /** First epoch whose teacher may be kept: the whole objective is in force from it on. */
  readonly firstKeepableEpoch: number;
}
