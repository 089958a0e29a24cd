import type { FeatureSpace, ReadableRow } from '@cfq/datasets';
import { AdviceError } from '../advice-error.ts';

/**
 * A person from JSON: an object with a value for every feature, `{"age": 41, "savings": "below 100", …}`; `null` for what
 * is missing. A level may be written by its name or as the file of the data writes it, and so may a special code.
 *
 * @param text One JSON object.
 * @param source What messages call it: the name of the file.
 * @throws AdviceError where it is none, a feature is missing, or a name is not one of a feature.
 */
export function readPerson(
  text: string,
  { features, dropped = {} }: FeatureSpace,
  source: string,
): ReadableRow {
  const given = parsed(text, source);
  const known = features.filter(({ indicates }) => indicates === undefined);
  const names = [...known.map(({ name }) => name), ...Object.keys(dropped)];
  const stranger = Object.keys(given).find((key) => !names.includes(key));
  if (stranger !== undefined) {
    throw new AdviceError(
      `readPerson: ${source} has values of features (expected of ${names.join(', ')}, got "${stranger}"). Remove it.`,
    );
  }
  const missing = names.filter((name) => !Object.hasOwn(given, name));
  if (missing.length > 0) {
    throw new AdviceError(
      `readPerson: ${source} has every feature (expected also ${missing.join(', ')}, got nothing of it). Write null for ` +
        'what is not known.',
    );
  }
  const codes = new Map(known.map(({ name, codes: own, special }) => [name, { ...special, ...own }]));
  return Object.fromEntries(
    names.map((name) => {
      const value = given[name];
      if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
        throw new AdviceError(
          `readPerson: a value of ${source} is a number, a text or null (expected one for "${name}", got ` +
            `${JSON.stringify(value)}). Correct it.`,
        );
      }
      const own = codes.get(name);
      const code = value === null ? undefined : String(value);
      return [name, code !== undefined && own !== undefined && Object.hasOwn(own, code) ? own[code]! : value];
    }),
  );
}

function parsed(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AdviceError(`readPerson: ${source} is JSON (got: ${(error as Error).message}). Correct it.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AdviceError(
      `readPerson: ${source} holds one person (expected an object with a value for every feature, got ` +
        `${Array.isArray(value) ? 'a list' : JSON.stringify(value)}). Write {"feature": value, …}.`,
    );
  }
  return value as Record<string, unknown>;
}
