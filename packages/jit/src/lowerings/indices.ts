import { JitError } from '../errors/jit-error.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/types.ts';

/** No axis is long enough to have this index. */
const beyond = 2 ** 31 - 1;

/**
 * Indices as the engine takes them. It counts negative ones from the end, where TF.js refuses them: they are put
 * beyond every range, which the engine refuses too. Indices that are known when tracing are checked there, and those
 * that the graph shows not to be negative are taken as they are.
 *
 * @param extents The number of places each index may name: one, or one for each entry of the last axis.
 * @throws JitError for a constant index out of range.
 */
export function checkedIndices(
  g: GraphBuilder,
  indices: Value,
  extents: readonly number[],
  kernel: string,
): Value {
  const positions = g.cast(indices, 'int32');
  const { data } = positions;
  if (data === undefined) {
    if (g.rangeOf(positions).lower >= 0) return positions;
    const negative = g.emit('Less', [positions, g.scalar('int32', 0)]);
    return g.emit('Where', [negative, g.scalar('int32', beyond), positions]);
  }
  data.forEach((index: number, i: number) => {
    const extent = extents[i % extents.length]!;
    if (index >= 0 && index < extent) return;
    throw new JitError(
      `jit: an index of ${kernel} is in range (expected 0 to ${extent - 1}, got ${index}). Correct the indices.`,
    );
  });
  return positions;
}
