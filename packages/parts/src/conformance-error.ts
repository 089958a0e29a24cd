/** Thrown when a part breaks a law; the message says which part, and with what numbers. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/**
 * Fails a law unless a condition holds.
 *
 * @param message called only where it does not
 * @throws ConformanceError
 */
export function expectLaw(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}
