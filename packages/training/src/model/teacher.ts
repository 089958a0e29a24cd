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

/** A trained full-precision model: the one whose decisions are to be kept. Plain data beside the model. */
export interface Teacher {
  readonly model: Model;
  readonly parameters: ModelParameters;
  readonly seed: number;
  /** How it was trained; where absent, on the task loss alone. */
  readonly variant?: TeacherVariant;
  /** Cross-entropy on validation rows of the parameters kept; NaN where there were none. */
  readonly validationLoss: number;
  /** Share of validation rows classified correctly, in [0, 1]; NaN where there were none. */
  readonly validationAccuracy: number;
  /** Epoch whose parameters were kept; NaN of a model trained elsewhere. */
  readonly bestEpoch: number;
  readonly history: readonly EpochRecord[];
  /** Wall time of training, compilation included; NaN of a model trained elsewhere. */
  readonly seconds: number;
}
