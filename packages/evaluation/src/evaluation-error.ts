/** Raised for every misuse of `@cfq/evaluation`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class EvaluationError extends Error {
  override readonly name: string = 'EvaluationError';
}
