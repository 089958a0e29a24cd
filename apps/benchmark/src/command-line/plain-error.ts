/** What is kept of an error: enough to tell a person, and plain data. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
}

/** The name and message of anything thrown. */
export function plainError(error: unknown): PlainError {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
