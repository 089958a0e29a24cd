import { sizeOf } from '@cfq/jit';
import type { AffineWeights, CodebookWeights } from './model/weights.ts';

/** The channel of every weight: its place along the axis, 0 for all where there is none. */
export function channelOfWeight({
  shape,
  axis,
}: Pick<AffineWeights | CodebookWeights, 'shape' | 'axis'>): (index: number) => number {
  if (axis === null) return () => 0;
  const stride = sizeOf(shape.slice(axis + 1));
  const channels = shape[axis]!;
  return (index) => Math.floor(index / stride) % channels;
}
