/** Thrown by everything in `@cfq/quantizers`: a bad bit-width, option, parameter record, tensor or name. */
export class QuantizerError extends Error {
  override readonly name = 'QuantizerError';
}
