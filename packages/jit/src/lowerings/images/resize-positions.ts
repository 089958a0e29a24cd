import type { ResizeBilinearAttrs } from '@tensorflow/tfjs-core';

/** What decides how positions correspond. */
type ResizeOptions = Pick<ResizeBilinearAttrs, 'alignCorners' | 'halfPixelCenters'>;

function scaleOf(from: number, to: number, { alignCorners }: ResizeOptions): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** Where a new position lies between two old ones. */
export interface Between {
  readonly low: number;
  readonly high: number;
  /** Share of the higher one. */
  readonly fraction: number;
}

/** Between which old positions each new one lies. */
export function bilinearPositions(from: number, to: number, options: ResizeOptions): Between[] {
  const scale = scaleOf(from, to, options);
  return Array.from({ length: to }, (_, i) => {
    const at = options.halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i;
    const low = Math.max(0, Math.floor(at));
    return { low, high: Math.min(from - 1, Math.ceil(at)), fraction: at - low };
  });
}

/** The old position next to each new one. */
export function nearestPositions(from: number, to: number, options: ResizeOptions): Between[] {
  const scale = scaleOf(from, to, options);
  return Array.from({ length: to }, (_, i) => {
    const at = options.halfPixelCenters ? scale * (i + 0.5) : scale * i;
    const nearest = Math.min(from - 1, options.alignCorners ? Math.round(at) : Math.floor(at));
    const low = Math.max(0, nearest);
    return { low, high: low, fraction: 0 };
  });
}

/** Old positions for new ones along an axis of `from` and `to` elements. */
export type Positions = typeof bilinearPositions;

/** Row i holds the weights with which the old positions make up new position i; [to, from], row-major. */
export function weightsOf(positions: readonly Between[], from: number): Float32Array {
  const weights = new Float32Array(positions.length * from);
  positions.forEach(({ low, high, fraction }, i) => {
    weights[i * from + low]! += 1 - fraction;
    weights[i * from + high]! += fraction;
  });
  return weights;
}
