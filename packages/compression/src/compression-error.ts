/** Raised for every misuse of `@cfq/compression`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class CompressionError extends Error {
  override readonly name: string = 'CompressionError';
}
