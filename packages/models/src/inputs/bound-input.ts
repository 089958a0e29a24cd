import type { FileInput } from '@cfq/network';
import type { Cell } from '../cells/cell.ts';

/** An input of a file with all that is known of it. */
export interface DescribedInput extends FileInput {
  /** Sizes of a row: `[]` of a flat input, `[columns]` of a matrix. */
  readonly rowShape: readonly number[];
  /** Rows of one run where the file fixes them, else null. */
  readonly fixedRows: number | null;
  /** Whether the file says how many columns there are. */
  readonly sized: boolean;
}

/** An input and what stands in its columns. */
export interface BoundInput {
  readonly input: DescribedInput;
  readonly cells: readonly Cell[];
}
