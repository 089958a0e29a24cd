/** A call of the command: its words and the files that stand in the folder in which it runs. */
export interface FuzzInput {
  readonly words: readonly string[];
  /** Contents by path, relative to that folder; text is written as UTF-8. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** How a call ended. */
export interface FuzzOutcome {
  /** Exit code; null where the process that ran it ended, or had to be ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Files that stand there now and were not given, with their contents. */
  readonly left: Readonly<Record<string, Uint8Array>>;
  /** Seconds of processor that it took. */
  readonly seconds: number;
  /** Largest resident memory of the process so far, bytes. */
  readonly memory: number;
}
