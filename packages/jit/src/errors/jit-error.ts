/** Every error this package throws on purpose is a `JitError`; the subclass says which rule was broken. */
export class JitError extends Error {
  override name = 'JitError';
}
