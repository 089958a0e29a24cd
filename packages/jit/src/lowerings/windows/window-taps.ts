import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';
import { sliceAll } from '../layout.ts';
import { axesOf, windowsOf, type WindowInfo } from './windows.ts';

/**
 * What each position of the filter sees of an input: one value per position, in row-major order, padding filled in,
 * its spatial axes as long as those of the result. For window operations the engine does not have, or has slowly.
 *
 * @param first axis of x at which the spatial axes begin: 1 for [batch, ...spatial, channels].
 */
export function windowTaps(g: GraphBuilder, x: Value, info: WindowInfo, fill: number, first = 1): Value[] {
  const axes = axesOf(info);
  const { pads, crop } = windowsOf(info);
  const [before, after] = [x.shape.slice(0, first), x.shape.slice(first + axes.length)];
  const [zerosBefore, zerosAfter] = [before.map(() => 0), after.map(() => 0)];
  const border = [pads.slice(0, axes.length), pads.slice(axes.length)].flatMap((side) => [
    ...zerosBefore,
    ...side,
    ...zerosAfter,
  ]);
  const padded = border.some((extent) => extent > 0)
    ? g.emit('Pad', [x, g.ints(border), g.scalar(x.dtype, fill)])
    : x;
  const positions = axes.reduce<number[][]>(
    (sofar, { filter }) => sofar.flatMap((at) => Array.from({ length: filter }, (_, i) => [...at, i])),
    [[]],
  );
  return positions.map((position) => {
    const starts = position.map((i, k) => i * axes[k]!.dilation - crop[k]!);
    const ends = starts.map((start, k) => start + (axes[k]!.out - 1) * axes[k]!.stride + 1);
    return sliceAll(
      g,
      padded,
      [...zerosBefore, ...starts, ...zerosAfter],
      [...before, ...ends, ...after],
      padded.shape.map((_, axis) => axes[axis - first]?.stride ?? 1),
    );
  });
}
