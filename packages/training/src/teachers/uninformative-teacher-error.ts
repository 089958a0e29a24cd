import { TrainingError } from '../training-error.ts';

/** What was measured on validation rows when a teacher was refused. */
export interface UninformativeTeacher {
  /** Cross-entropy. */
  readonly loss: number;
  /** Cross-entropy of always answering with the class frequencies. */
  readonly baseRateLoss: number;
  /** The loss that a teacher may have at most: chance explains no more than what that is above the class frequencies. */
  readonly most: number;
  /** Area under the ROC curve, in [0, 1]. */
  readonly auc: number;
  /** What scores without information exceed in one of twenty samples of as many rows. */
  readonly chance: number;
  /** How many rows these were. */
  readonly rows: number;
}

/**
 * A teacher whose probabilities are no better than the class frequencies, or whose order of people is no better than
 * chance. Its decisions carry no information about a person, so recourse measured on it would be meaningless; it is refused
 * instead of reported. Where a class is rare the right answer to nearly everybody is the same one, so accuracy is not asked.
 */
export class UninformativeTeacherError extends TrainingError {
  override readonly name = 'UninformativeTeacherError';
  readonly measured: UninformativeTeacher;

  constructor(measured: UninformativeTeacher) {
    const { loss, baseRateLoss, most, auc, chance, rows } = measured;
    super(
      `trainTeacher: a teacher must know more than the class frequencies (expected validation loss below ` +
        `${most.toFixed(4)}, of the frequencies ${baseRateLoss.toFixed(4)}, and AUC above ${chance.toFixed(3)}, got ${loss.toFixed(4)} and ${auc.toFixed(3)} on ` +
        `${rows} rows). Check that the columns carry information about the label, or add rows.`,
    );
    this.measured = measured;
  }
}
