import type { FileInterface } from '@cfq/network';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { int32s, int64s } from '../graph/initializers.ts';
import { appendSourceGroup } from './append-source-group.ts';
import { sourceGroups } from './source-groups.ts';

/**
 * Appends what computes the columns of a network from the inputs of a file.
 *
 * @param files checked, see `checkInterface`.
 * @returns name of the columns `[rows, columns]`, float32.
 */
export function appendColumns(parts: GraphParts, files: FileInterface): string {
  const matrices = new Map<string, string>();
  const matrixOf = (input: string, at: number): string => {
    const known = matrices.get(input);
    if (known !== undefined) return known;
    const { flat } = files.inputs.find(({ name }) => name === input)!;
    const matrix = flat
      ? appendNode(
          parts,
          'Unsqueeze',
          [input, appendInitializer(parts, int64s(`cfq/in${at}.axis`, [1], [1]))],
          `cfq/in${at}.matrix`,
        )
      : input;
    matrices.set(input, matrix);
    return matrix;
  };
  const groups = sourceGroups(files);
  const given = groups.map((group, at) =>
    appendSourceGroup(parts, `cfq/in${at}`, matrixOf(group.input.name, at), group),
  );
  const together =
    given.length === 1
      ? given[0]!
      : appendNode(parts, 'Concat', given, 'cfq/together', [integer(parts, 'axis', 1)]);
  const places = groups.flatMap((group) => group.places);
  if (places.every((place, at) => place === at)) return together;
  const order = Int32Array.from(places, (_, column) => places.indexOf(column));
  return appendNode(
    parts,
    'Gather',
    [together, appendInitializer(parts, int32s('cfq/order', order, [order.length]))],
    'cfq/columns',
    [integer(parts, 'axis', 1)],
  );
}
