import type { ClassWeightPair } from '../decision/class-weights.ts';
import type { Decision } from '../decision/decision.ts';
import type { TeacherVariant } from './teacher-variant.ts';
import type { Model, ModelParameters } from './model.ts';

/** What was measured after an epoch. */
export interface EpochRecord {
  /** 0-based. */
  readonly epoch: number;
  /** Mean objective over the epoch's steps. */
  readonly trainingLoss: number;
  /** Loss on validation rows after the epoch; NaN where the method does not look. */
  readonly validationLoss: number;
}

/** How good a teacher is on validation rows; all NaN where there were none. Losses count rows by class weights. */
export interface TeacherScores {
  /** Cross-entropy of its probabilities, whatever the cut-off. */
  readonly loss: number;
  /** Cross-entropy of always answering with the class frequencies. */
  readonly baseRateLoss: number;
  /** Area under the ROC curve, in [0, 1]. */
  readonly auc: number;
  /** Share classified correctly at the cut-off, in [0, 1]. */
  readonly accuracy: number;
}

/** One total decay that was tried. */
export interface TriedDecay {
  readonly decay: number;
  /** Lowest cross-entropy on validation rows. */
  readonly loss: number;
  readonly converged: boolean;
}

/** How a teacher was trained; numbers are NaN and lists empty of a model trained elsewhere. */
export interface TeacherTraining {
  /** Total decay of the run that was kept; of a logistic regression the weight of its L2 penalty. */
  readonly decay: number;
  /** Decays that were tried, ascending. */
  readonly path: readonly TriedDecay[];
  /** First learning rate; 0 of a logistic regression, which is solved. */
  readonly learningRate: number;
  /** Epochs run, or iterations of the solver. */
  readonly epochs: number;
  /** Epoch whose parameters were kept. */
  readonly bestEpoch: number;
  /** Whether training longer would not have lowered the validation loss; false: the teacher is not trained out. */
  readonly converged: boolean;
  readonly history: readonly EpochRecord[];
  /** Wall time of training, compilation included. */
  readonly seconds: number;
}

/** A trained full-precision model: the one whose decisions are to be kept. Plain data beside the model. */
export interface Teacher {
  readonly model: Model;
  /** Its parameters, the cut-off folded in: a margin above 0 is granted. */
  readonly parameters: ModelParameters;
  readonly seed: number;
  /** How it was trained; where absent, on the task loss alone. */
  readonly variant?: TeacherVariant;
  /** Its cut-off. */
  readonly decision: Decision;
  /** What rows of each class weigh in its loss and in that of its students. */
  readonly classWeights: ClassWeightPair;
  readonly scores: TeacherScores;
  readonly training: TeacherTraining;
}
