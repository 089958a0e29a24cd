import type { FileInterface } from '@cfq/network';
import type { InputGrid } from './input-grid.ts';
import type { Lowering } from './lowering.ts';

/** What {@link packNetwork} writes beside the network itself. */
export interface PackNetworkOptions {
  /** What the network becomes; default `'qdq'`. */
  readonly lowering?: Lowering | undefined;
  /**
   * Grid of the encoded columns; asked for with `lowering: 'integer'`, and only there. A network whose own input grid has one
   * step of 8 or 16 bits and no offset needs none.
   */
  readonly inputGrid?: InputGrid | undefined;
  /**
   * What the file takes and gives. The columns that the network reads are computed from the inputs inside of the file,
   * and its two logits, `[unfavourable, favourable]`, become the outputs. Default: input `x`, the encoded columns, and
   * output `logits`, both as they are.
   */
  readonly interface?: FileInterface | undefined;
  /** Further entries of the file's metadata, but for those that the packer writes: `cfq.bits`, `cfq.interface`, `cfq.input-grid`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
