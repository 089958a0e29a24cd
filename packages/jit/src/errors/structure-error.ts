import { JitError } from './jit-error.ts';

/** Shapes, dtypes or structures that must agree do not. */
export class StructureError extends JitError {
  override name = 'StructureError';
}
