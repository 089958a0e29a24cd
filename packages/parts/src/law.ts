/** One thing that a part must do, ready to be checked under any test framework or none. */
export interface Law {
  /** Fit for a test title. */
  readonly name: string;
  /**
   * Returns or resolves when the part obeys.
   *
   * @throws when it does not; the message says with what numbers.
   */
  readonly check: () => void | Promise<void>;
}
