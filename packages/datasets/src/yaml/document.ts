/** A step into a document: a key of a map, or a place in a list. */
export type PathStep = string | number;

/** A value of a YAML or JSON text, and what the text says where it stands. */
export interface WrittenValue {
  /** Line, from 1. */
  readonly line: number;
  /** The characters of the text, for a value that is no list and no map. */
  readonly source?: string;
  /**
   * The other reading of an unquoted word: what YAML makes of it where that is spelt differently (`True`, `1.0`, `01234`),
   * else the word itself.
   */
  readonly other?: unknown;
}

/** A YAML or JSON text as plain values, read as written. */
export interface WrittenDocument {
  readonly value: unknown;
  /** What stands at a path; `undefined` where nothing does. */
  readonly at: (path: readonly PathStep[]) => WrittenValue | undefined;
}
