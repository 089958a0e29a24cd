import type { Cell } from '../cells/cell.ts';
import type { TextTable } from '../tables/text-table.ts';

/** A claim of the paper held against measured cells. */
interface ClaimFindings {
  /** What the paper says, in our words. */
  readonly claim: string;
  /** The comparison behind the verdicts, one table. */
  readonly table: TextTable;
  /** How the verdicts are reached. */
  readonly rule: string;
}

/** Holds one claim against cells; null where the cells it needs are not there. Pure. */
export type Claim = (cells: readonly Cell[]) => ClaimFindings | null;

/** What a row of a comparison is about. */
export type Verdict = 'supported' | 'contradicted' | 'undecided';
