/** Thrown when a part breaks a law of its kind; the message says which part, and with what numbers. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** One thing that every part of a kind must do, independent of any test framework. */
export interface Law {
  /** A sentence fit for a test title. */
  readonly name: string;
  /**
   * Resolves when the part obeys.
   *
   * @throws ConformanceError when it does not.
   */
  check(): Promise<void>;
}

/** Fails a law unless a condition holds. */
export function expectLaw(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}

/** What a call throws or rejects with; undefined where it does neither. */
export async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}
