import { JitError } from './jit-error.ts';

/** A jitted function was called after `dispose()`. */
export class DisposedError extends JitError {
  override name = 'DisposedError';
}
