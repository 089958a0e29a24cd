/** Thrown when a data set breaks a law; the message says which, with what rows and columns. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}
