import type { Field } from './field.ts';
import { PartError } from './part-error.ts';
import type { ErrorClass } from './part-named.ts';

/**
 * Checks the shape of a definition, which a module from elsewhere may have wrong: every field is what it must be, and
 * there is no other.
 *
 * @param caller function that is named in messages, for instance `defineQuantizer`
 * @throws `failure`, default PartError, naming the field that is missing, unknown or of the wrong kind.
 */
export function checkDefinition(
  caller: string,
  definition: object,
  fields: Readonly<Record<string, Field>>,
  failure: ErrorClass = PartError,
): void {
  const given = definition as Readonly<Record<string, unknown>>;
  const { name } = given;
  const part = typeof name === 'string' ? shown(name) : 'a definition without a name';
  for (const [field, { expected, fits }] of Object.entries(fields)) {
    if (fits(given[field])) continue;
    throw new failure(
      `${caller}: ${field} of ${part} must be ${expected} (got ${shown(given[field])}). Mend it.`,
    );
  }
  const unknown = Object.keys(given).find((field) => !Object.hasOwn(fields, field));
  if (unknown === undefined) return;
  throw new failure(
    `${caller}: unknown field "${unknown}" of ${part} (expected one of ${Object.keys(fields).join(', ')}). ` +
      'Remove it.',
  );
}

const longest = 80;

/** A value as a message shows it, on one line and not longer than that. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (value === undefined) return 'undefined';
  let line: string;
  try {
    line = JSON.stringify(value);
  } catch {
    return 'an object that refers to itself';
  }
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
