import { AdviceError } from '../advice-error.ts';

/**
 * A value as canonical JSON (RFC 8785): no blanks, the keys of objects in the order of their UTF-16 code units, numbers as
 * ECMAScript writes them. Equal values are equal texts, whoever wrote them, which is what hashes and signatures need.
 *
 * @param value Objects, lists, text, finite numbers, truths and null; keys whose value is `undefined` are left out.
 * @throws AdviceError on anything else: a number that is not finite, text with half a surrogate pair, a function.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && isWellFormed(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    entries.sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${entries.map(([key, one]) => `${canonicalJson(key)}:${canonicalJson(one)}`).join(',')}}`;
  }
  throw new AdviceError(
    `canonicalJson: a value is plain data (expected text, a finite number, true, false, null, a list or an object, got ` +
      `${typeof value === 'string' ? 'text with half a surrogate pair' : String(value)}). Correct it.`,
  );
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
