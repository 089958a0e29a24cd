/** Every error this package throws on purpose. The message says the rule, what was found, and the remedy. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}
