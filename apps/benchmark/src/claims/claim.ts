import type { Cell } from '../cells/cell.ts';
import type { TextTable } from '../tables/text-table.ts';

/** A claim of the paper held against measured cells. */
interface ClaimFindings {
  /** What the paper says, in our words. */
  readonly claim: string;
  /** The comparison behind the verdicts, one table. */
  readonly table: TextTable;
  /** How the verdicts are reached, and which intervals they rest on. */
  readonly rule: string;
}

/** What claims may rest on. */
export interface Evidence {
  /** Cells whose teacher is trained out. */
  readonly cells: readonly Cell[];
  /** Whether a cell was run as part of a quick subset alone: its numbers are shown, and decide nothing. */
  readonly isQuick: (cell: Cell) => boolean;
}

/** Holds one claim against cells; null where the cells it needs are not there. Pure. */
export type Claim = (evidence: Evidence) => ClaimFindings | null;

/** What a row of a comparison is about. */
export type Verdict = 'supported' | 'contradicted' | 'undecided' | 'none: quick subset';

/** The verdict on what rests on some cells: none where one of them is of a quick subset. */
export function ruled(
  verdict: Exclude<Verdict, 'none: quick subset'>,
  cells: readonly Cell[],
  { isQuick }: Pick<Evidence, 'isQuick'>,
): Verdict {
  return cells.some(isQuick) ? 'none: quick subset' : verdict;
}
