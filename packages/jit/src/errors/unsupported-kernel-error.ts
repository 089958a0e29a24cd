import { JitError } from './jit-error.ts';

/** The traced function used a TF.js kernel that has no ONNX lowering. */
export class UnsupportedKernelError extends JitError {
  override name = 'UnsupportedKernelError';

  /** Name of the TF.js kernel, as in `@tensorflow/tfjs-core/dist/kernel_names`. */
  readonly kernel: string;

  constructor(kernel: string, message: string) {
    super(message);
    this.kernel = kernel;
  }
}
