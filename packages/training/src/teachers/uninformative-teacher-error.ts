import { TrainingError } from '../training-error.ts';

/** What was measured when a teacher was refused. */
export interface UninformativeTeacher {
  /** Share of training and validation rows classified correctly, in [0, 1]. */
  readonly accuracy: number;
  /** Share of the most frequent class on those rows, in [0, 1]. */
  readonly majority: number;
  /** Cross-entropy on validation rows. */
  readonly loss: number;
  /** Cross-entropy there of always answering with the class frequencies. */
  readonly chance: number;
}

/**
 * A teacher that is no better than always answering the majority class. Its decisions carry no information
 * about a person, so recourse measured on it would be meaningless; it is refused instead of reported.
 */
export class UninformativeTeacherError extends TrainingError {
  override readonly name = 'UninformativeTeacherError';
  readonly measured: UninformativeTeacher;

  constructor(measured: UninformativeTeacher) {
    const { accuracy, majority, loss, chance } = measured;
    super(
      `trainTeacher: a teacher must beat the majority class (expected accuracy above ${(100 * majority).toFixed(2)} % ` +
        `and validation loss below ${chance.toFixed(4)}, got ${(100 * accuracy).toFixed(2)} % and ${loss.toFixed(4)}). ` +
        `Train longer, lower the decay, or check that the columns carry information about the label.`,
    );
    this.measured = measured;
  }
}
