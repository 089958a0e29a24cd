import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';
import { sliceAll } from '../layout.ts';
import { axesOf, windowsOf, type WindowInfo } from './windows.ts';

/**
 * What each position of the filter sees of a channels-last input: one value [batch, ...out, channels] per position,
 * in row-major order, padding filled in. For window operations the engine does not have.
 */
export function windowTaps(g: GraphBuilder, x: Value, info: WindowInfo, fill: number): Value[] {
  const axes = axesOf(info);
  const { pads } = windowsOf(info);
  const border = [0, ...pads.slice(0, axes.length), 0, 0, ...pads.slice(axes.length), 0];
  const padded = border.some((extent) => extent > 0)
    ? g.emit('Pad', [x, g.ints(border), g.scalar(x.dtype, fill)])
    : x;
  const [batch, channels] = [x.shape[0]!, x.shape[x.shape.length - 1]!];
  const positions = axes.reduce<number[][]>(
    (sofar, { filter }) => sofar.flatMap((at) => Array.from({ length: filter }, (_, i) => [...at, i])),
    [[]],
  );
  return positions.map((position) => {
    const starts = position.map((i, k) => i * axes[k]!.dilation);
    const ends = starts.map((start, k) => start + (axes[k]!.out - 1) * axes[k]!.stride + 1);
    const strides = axes.map(({ stride }) => stride);
    return sliceAll(g, padded, [0, ...starts, 0], [batch, ...ends, channels], [1, ...strides, 1]);
  });
}
