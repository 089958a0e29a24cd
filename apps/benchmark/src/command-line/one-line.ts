/**
 * The message of anything thrown, on one line: line breaks and runs of blanks become single blanks.
 *
 * @param error whatever a `catch` received
 */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
