import type { NumberFormat } from './number-format.ts';

interface SourceColumnCommon {
  readonly name: string;
  /** Cells that mean "missing". Numbers among them are compared as numbers. Default: none. */
  readonly missing?: readonly string[];
  /** Cells that stand for no value but have a meaning of their own, by that meaning; they go before `missing`. Default: none. */
  readonly special?: ReadonlyMap<string, string>;
}

/** How the cells of one column of a file are read. */
export type SourceColumn =
  | (SourceColumnCommon & {
      readonly kind: 'number';
      readonly integer?: boolean;
      /** How numbers are written. Default: with a point and nothing else. */
      readonly format?: NumberFormat;
    })
  | (SourceColumnCommon & {
      readonly kind: 'level';
      /** Readable level of each code in the file, in level order. Two codes may share a level. */
      readonly levels: ReadonlyMap<string, string>;
    });
