/** Raised for every misuse of `@cfq/recourse`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class RecourseError extends Error {
  override readonly name: string = 'RecourseError';
}
