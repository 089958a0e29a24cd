/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
}
