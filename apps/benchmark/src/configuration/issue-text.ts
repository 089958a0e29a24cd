import type { z } from 'zod';
import { nearestName } from '@cfq/parts';

const longestShown = 60;

/**
 * What is wrong with a value, after the name of its setting: the rule, what was found, and its place where it is part
 * of a list or a map.
 *
 * @param given the whole value as it was written
 */
export function issueText({ message, path }: z.core.$ZodIssue, given: unknown): string {
  const isList = Array.isArray(given);
  const inside = isList || !path.every((step) => typeof step === 'number') ? path : [];
  const found = inside.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : value),
    given,
  );
  const [place] = inside;
  const where =
    place === undefined
      ? ''
      : typeof place === 'number'
        ? `, place ${place + 1} of the list`
        : `, at ${String(place)}`;
  const got = message.includes('got ') ? '' : `got ${shown(found)}`;
  const facts = `${got}${where}`.replace(/^, /, '');
  return `${message}${facts === '' ? '' : ` (${facts})`}.`;
}

/** What is wrong with a key that no setting has. */
export function unknownKeyText(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `unknown key "${key}" (known: ${known.join(', ')}).${hint}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
