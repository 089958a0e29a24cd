/** Thrown when a quantizer breaks a law; the message says which, with what numbers. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}
