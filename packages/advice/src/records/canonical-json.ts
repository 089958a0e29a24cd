import { AdviceError } from '../advice-error.ts';

/**
 * A value as canonical JSON (RFC 8785): no blanks, the keys of objects in the order of their UTF-16 code units, numbers as
 * ECMAScript writes them. Equal values are equal texts, whoever wrote them, which is what hashes and signatures need.
 *
 * @param value Objects, lists, text, finite numbers, truths and null; keys whose value is `undefined` are left out.
 * @throws AdviceError on anything else: a number that is not finite, text with half a surrogate pair, a function.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return objectOf(value as Readonly<Record<string, unknown>>);
  throw refusal(typeof value === 'number' ? String(value) : typeof value);
}

function objectOf(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  // Without a comparison of its own, sort goes by UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const one = value[key];
    if (one !== undefined) text += `${text === '' ? '' : ','}${textOf(key)}:${canonicalJson(one)}`;
  }
  return `{${text}}`;
}

function textOf(text: string): string {
  const quoted = JSON.stringify(text);
  // Half a pair is all that is written as an escape of this form, unless the text itself has a backslash.
  if (quoted.includes('\\ud') && /\p{Surrogate}/u.test(text))
    throw refusal('text with half a surrogate pair');
  return quoted;
}

function refusal(got: string): AdviceError {
  return new AdviceError(
    `canonicalJson: a value is plain data (expected text, a finite number, true, false, null, a list or an object, got ` +
      `${got}). Correct it.`,
  );
}
