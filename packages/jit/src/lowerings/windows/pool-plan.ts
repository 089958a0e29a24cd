import type { AvgPool3DAttrs, MaxPoolAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import { attribute, type Attributes } from '../../graph/types.ts';
import {
  axesOf,
  describeGradient,
  type Rounding,
  windowAttributes,
  windowsOf,
  type WindowInfo,
  type Windows,
} from './windows.ts';

/** Attributes of TF.js's pools; the extents are lists of as many as the input has spatial axes. */
export interface PoolAttrs {
  readonly filterSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly pad: MaxPoolAttrs['pad'];
  readonly dimRoundingMode?: Rounding;
}

/** How the engine pools an input. */
export interface PoolPlan {
  readonly attributes: Attributes;
  readonly info: WindowInfo;
  readonly windows: Windows;
  /** Spatial extents of the window and of the result. */
  readonly kernel: readonly number[];
  readonly out: readonly number[];
  /** Elements of a window. */
  readonly size: number;
  /** Elements of each window that lie inside the input, by spatial position of the result. */
  readonly counts: Float32Array;
  /**
   * Whether nothing is to be done. TF.js takes a window of one pixel for the identity whenever the result has the
   * shape of the input, padding and strides notwithstanding.
   */
  readonly identity: boolean;
  /**
   * What to pad the input by, before each spatial axis and then after each, because the engine takes less padding
   * than a window; negative where it is to be cropped.
   */
  readonly border: readonly number[];
  /** Whether `border` pads. */
  readonly wide: boolean;
}

function infoOf(shape: readonly number[], attrs: PoolAttrs): WindowInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as MaxPoolAttrs & AvgPool3DAttrs;
  if (shape.length === 5) {
    const volume = [...shape] as [number, number, number, number, number];
    return backend_util.computePool3DInfo(volume, filterSize, strides, 1, pad, dimRoundingMode);
  }
  const plane = [...shape] as [number, number, number, number];
  const { filterSize: size, strides: steps, pad: padding } = attrs as MaxPoolAttrs;
  return backend_util.computePool2DInfo(plane, size, steps, 1, padding, dimRoundingMode);
}

/** Elements inside the input of each window: the product of what it covers along each axis. */
function countsOf(info: WindowInfo): Float32Array {
  const perAxis = axesOf(info).map(({ size, out, stride, filter, before }) =>
    Array.from({ length: out }, (_, i) => {
      const from = i * stride - before;
      return Math.max(0, Math.min(size, from + filter) - Math.max(0, from));
    }),
  );
  return Float32Array.from(
    perAxis.reduce((counts, axis) => counts.flatMap((a) => axis.map((b) => a * b)), [1]),
  );
}

/**
 * The plan for an input [batch, ...spatial, channels] of two or three spatial axes; for a gradient, that of the pool
 * whose result has its shape.
 */
export function poolPlan(shape: readonly number[], attrs: PoolAttrs, gradient?: readonly number[]): PoolPlan {
  const info =
    gradient === undefined
      ? infoOf(shape, attrs)
      : describeGradient(
          (rounding) => infoOf(shape, { ...attrs, ...(rounding && { dimRoundingMode: rounding }) }),
          attrs.dimRoundingMode,
          gradient.slice(1, -1),
        );
  const axes = axesOf(info);
  const windows = windowsOf(info);
  const kernel = axes.map(({ filter }) => filter);
  const { pads } = windows;
  const size = kernel.reduce((a, b) => a * b, 1);
  const wide = pads.some((extent, i) => extent >= kernel[i % kernel.length]!);
  const applied: Windows = wide ? { ...windows, pads: pads.map(() => 0) } : windows;
  return {
    attributes: { ...windowAttributes(applied), kernel_shape: attribute.ints(kernel) },
    info,
    windows,
    kernel,
    out: axes.map(({ out }) => out),
    size,
    identity: shape.length === 4 && size === 1 && axes.every((axis) => axis.size === axis.out),
    counts: countsOf(info),
    border: windows.crop.map((extent, i) => extent + (wide ? pads[i]! : 0)),
    wide,
  };
}
