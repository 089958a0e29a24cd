/** What the `cfq` process returns: every command keeps to these four. */
export const exitCode = {
  /** All that was asked for was done. */
  success: 0,
  /** The command ran to its end, and something in it failed: a cell, a damaged file, a checksum. */
  failed: 1,
  /** The command line or a file it names cannot be used; nothing was run. */
  usage: 2,
  /** Stopped by Ctrl-C; what had finished is stored. */
  interrupted: 130,
} as const;

/** One of {@link exitCode}'s values. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
