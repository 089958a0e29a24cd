/** The family of errors raised by the `cfq` command itself; the message is one line a user can act on. */
export class BenchmarkError extends Error {
  override readonly name: string = 'BenchmarkError';
}

/** The request cannot be carried out as written: a bad flag, an unknown name, an unusable file. Exit code 2. */
export class UsageError extends BenchmarkError {
  override readonly name: string = 'UsageError';
}

/** A stored file is not what was written: cut short, edited, or of another kind. */
export class DamagedFileError extends BenchmarkError {
  override readonly name = 'DamagedFileError';
}
