import type { FileOutputKind } from '@cfq/network';

/** A class as the file calls it. */
export type ClassLabel = string | number;

/** An output that could be read. */
export interface OutputCandidate {
  /** As the file calls it. */
  readonly name: string;
  /** What is asked for: the output itself, or the tensor that a list of maps is made of. */
  readonly tensor: string;
  /** Type of that tensor where it is no output of the file, else null. */
  readonly exposes: 'float32' | 'float64' | null;
  /** Whether the file gives numbers with a fraction there, as scores are. */
  readonly isFloat: boolean;
  /** What it says; null where only its values tell. */
  readonly kind: FileOutputKind | null;
  /** What the file calls class 0 and class 1; null where it does not say. */
  readonly labels: readonly [ClassLabel, ClassLabel] | null;
  /**
   * Of one column: 1 where the number speaks for class 1, 0 where it speaks for class 0.
   */
  readonly speaksFor: 0 | 1;
  /** Which class the file itself calls favourable, in its metadata; null where it does not. */
  readonly favourable: 0 | 1 | null;
}
