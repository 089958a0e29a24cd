import type { FileInterface } from '@cfq/network';
import type { BoundInput } from '../inputs/bound-input.ts';
import { columnOfCell, type AffineColumn } from './column-of-cell.ts';

/** The columns of a network in terms of encoded ones, or what stands in the way. */
export type EncodedColumns =
  | { readonly columns: readonly AffineColumn[] }
  | {
      /** A sentence. */
      readonly why: string;
      /** Ordinal features whose levels are told apart. */
      readonly ordinals: readonly string[];
    };

/** What each column of a recognised network is, in terms of encoded columns. */
export function encodedColumns(
  { columns }: Pick<FileInterface, 'columns'>,
  inputs: readonly BoundInput[],
): EncodedColumns {
  const found: AffineColumn[] = [];
  const ordinals = new Set<string>();
  let why: string | undefined;
  columns.forEach((source, place) => {
    const cell = inputs.find(({ input }) => input.name === source.input)?.cells[source.column];
    const column =
      cell === undefined
        ? { why: `"${source.input}" has no column ${source.column + 1}` }
        : columnOfCell(source, cell);
    if ('factors' in column) found.push(column);
    else {
      why ??= `Column ${place + 1} of its first layer is no sum of encoded columns: ${column.why}.`;
      if (column.ordinal !== undefined) ordinals.add(column.ordinal);
    }
  });
  return why === undefined ? { columns: found } : { why, ordinals: [...ordinals] };
}
