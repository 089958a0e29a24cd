import { JitError } from '../errors/jit-error.ts';

/**
 * The common shape of operands under NumPy broadcasting, which ONNX and TF.js share.
 *
 * @throws JitError when two extents differ and neither is 1.
 */
export function broadcastShapes(...shapes: (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let extent = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own === 1) continue;
      if (extent !== 1 && extent !== own) {
        throw new JitError(
          `internal: shapes ${shapes.map((s) => `[${s.join(', ')}]`).join(' and ')} do not broadcast.`,
        );
      }
      extent = own;
    }
    return extent;
  });
}
