/** Raised for every misuse of `@cfq/models`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class ModelsError extends Error {
  override readonly name: string = 'ModelsError';
}
