/** Every error this package throws on purpose is a `JitError`; the subclass says which rule was broken. */
export class JitError extends Error {
  override name = 'JitError';
}

/** A leaf of an argument or result is not an array (or tensor) of a supported type. */
export class LeafError extends JitError {
  override name = 'LeafError';
}

/** Shapes, dtypes or structures that must agree do not. */
export class StructureError extends JitError {
  override name = 'StructureError';
}

/** The traced function did something a recording cannot hold: drew random numbers, read a value, nested a call. */
export class TraceError extends JitError {
  override name = 'TraceError';
}

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

/** A jitted function was called after `dispose()`. */
export class DisposedError extends JitError {
  override name = 'DisposedError';
}

/** No usable engine: ONNX Runtime or a TF.js backend did not load, or rejected the graph. */
export class ExecutorError extends JitError {
  override name = 'ExecutorError';
}
