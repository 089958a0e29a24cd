/** Raised for every misuse of `@cfq/advice`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class AdviceError extends Error {
  override readonly name: string = 'AdviceError';
}
