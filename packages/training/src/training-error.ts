/**
 * Every refusal of `@cfq/training`: a rule that was broken, what was found, and what to do about it.
 * Messages read `function: rule (expected X, got Y). Remedy.`
 */
export class TrainingError extends Error {
  override readonly name: string = 'TrainingError';
}
