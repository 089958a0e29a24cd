/** What a terminal sets apart in an entry: the best of its column, or a number that misses its target. */
export type EntryMark = 'best' | 'missed';

/** A table of text, not yet drawn. */
export interface TextTable {
  readonly title: string;
  /** Sentences between the title and the columns. */
  readonly lead?: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether the entries are words, set to the left; numbers, the default, are set to the right. */
  readonly words?: boolean;
  /** Sentences below the table: what its marks mean. */
  readonly notes?: readonly string[];
  /** What is set apart, entry by entry as in the rows; a terminal with colours alone shows it. */
  readonly marks?: readonly (readonly (EntryMark | undefined)[])[];
}
