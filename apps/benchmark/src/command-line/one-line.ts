import { messageOf, plainError } from './plain-error.ts';

/** Characters of a message that anybody reads. */
const longest = 2000;

/**
 * The message of anything thrown, on one line: line breaks and runs of blanks become single blanks. What is far too long is cut.
 *
 * @param error whatever a `catch` received
 */
export function oneLine(error: unknown): string {
  const text = messageOf(error) || plainError(error).name;
  const line = text.replace(/\s+/g, ' ').trim();
  const more = line.length - longest;
  return more <= 0 ? line : `${line.slice(0, longest)} … (${more} more characters)`;
}
