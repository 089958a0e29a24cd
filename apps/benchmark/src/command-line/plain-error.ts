import { z } from 'zod';

/** What is kept of an error: enough to tell a person, and plain data. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
}

/** The name and message of anything thrown. */
export function plainError(error: unknown): PlainError {
  return { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) };
}

/** What anything thrown says; of a check of data every place that does not fit, in words: its own message is JSON. */
export function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
