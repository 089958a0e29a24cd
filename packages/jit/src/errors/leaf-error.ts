import { JitError } from './jit-error.ts';

/** A leaf of an argument or result is not an array (or tensor) of a supported type. */
export class LeafError extends JitError {
  override name = 'LeafError';
}
