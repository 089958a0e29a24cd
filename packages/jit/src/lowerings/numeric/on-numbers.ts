import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/** Computes flags as integers and takes the result as flags again: anything but 0 is true. */
export function onNumbers(
  g: GraphBuilder,
  values: readonly Value[],
  compute: (...numbers: Value[]) => Value,
): Value {
  if (!values.every(({ dtype }) => dtype === 'bool')) return compute(...values);
  return g.cast(compute(...values.map((value) => g.cast(value, 'int32'))), 'bool');
}
