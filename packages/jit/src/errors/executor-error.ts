import { JitError } from './jit-error.ts';

/** No usable engine: ONNX Runtime or a TF.js backend did not load, or rejected the graph. */
export class ExecutorError extends JitError {
  override name = 'ExecutorError';
}
