import { TrainingError } from './errors.ts';

/** What was measured when a teacher was refused. */
export interface UninformativeTeacher {
  /** Share of validation rows the teacher classifies correctly, in [0, 1]. */
  readonly validationAccuracy: number;
  /** Share of validation rows of the most frequent class, in [0, 1]. */
  readonly majorityShare: number;
}

/**
 * A teacher that is no better than always answering the majority class. Its decisions carry no information
 * about a person, so recourse measured on it would be meaningless; it is refused instead of reported.
 */
export class UninformativeTeacherError extends TrainingError {
  override readonly name = 'UninformativeTeacherError';
  readonly measured: UninformativeTeacher;

  constructor(measured: UninformativeTeacher) {
    const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
    super(
      `trainTeacher: a teacher must beat the majority class on validation rows ` +
        `(expected accuracy above ${percent(measured.majorityShare)}, got ${percent(measured.validationAccuracy)}). ` +
        `Train longer, lower the weight decay, or check that the columns carry information about the label.`,
    );
    this.measured = measured;
  }
}
