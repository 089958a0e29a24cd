import { JitError } from './jit-error.ts';

/** The traced function did something a recording cannot hold: drew random numbers, read a value, nested a call. */
export class TraceError extends JitError {
  override name = 'TraceError';
}
