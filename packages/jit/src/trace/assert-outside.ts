import { TraceError } from '../errors/trace-error.ts';
import { isRunningEagerly } from '../eager/run-eager.ts';
import { isTracingAnywhere } from './recorder-name.ts';

/**
 * Refuses a call of a jitted function from inside another one.
 *
 * @throws TraceError
 */
export function assertOutside(name: string): void {
  if (!isTracingAnywhere() && !isRunningEagerly()) return;
  throw new TraceError(
    `jit: '${name}' was called while another function is traced (expected a call from outside). ` +
      'Inside a traced function call the plain function it was made from.',
  );
}
