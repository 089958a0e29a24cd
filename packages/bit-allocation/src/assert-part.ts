import { AllocationError } from './allocation-error.ts';

/** What is said about every part. */
interface PartText {
  readonly name: string;
  readonly description: string;
  readonly source: string;
}

/** Names of parts: kebab-case, with the module they come from before a slash where they are a plug-in's. */
const named = /^[a-z0-9]+(?:[-/][a-z0-9]+)*$/;

/**
 * Refuses a definition that lacks a name, a line on it, its source, or one of its functions.
 *
 * @param caller the function that defines, for the message.
 * @throws AllocationError that says what is missing.
 */
export function assertPart(caller: string, part: PartText, functions: readonly string[]): void {
  if (typeof part.name !== 'string' || !named.test(part.name)) {
    throw new AllocationError(
      `${caller}: name is kebab-case (expected e.g. my-part, got ${JSON.stringify(part.name)}). Rename it.`,
    );
  }
  for (const field of ['description', 'source'] as const) {
    const text: unknown = part[field];
    if (typeof text === 'string' && text !== '' && !text.includes('\n')) continue;
    throw new AllocationError(
      `${caller}: ${field} of "${part.name}" is one line of text (got ${JSON.stringify(text)}). Write one.`,
    );
  }
  for (const field of functions) {
    if (typeof Object(part)[field] === 'function') continue;
    throw new AllocationError(`${caller}: ${field} of "${part.name}" is a function. Write it.`);
  }
}
