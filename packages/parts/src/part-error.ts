/** Thrown for a part that is wrongly defined, of an unknown name, or named as another one is. */
export class PartError extends Error {
  override readonly name: string = 'PartError';
}
