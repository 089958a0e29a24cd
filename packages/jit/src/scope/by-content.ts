import { JitError } from '../errors/jit-error.ts';
import type { CompileKey } from './key-path.ts';

/**
 * Plain data as a part of a {@link CompileKey} that compares by content: for settings that callers write anew, such as
 * `{ norm: 'l1' }`. Fields that are undefined count as absent, and their order does not matter.
 *
 * @param value Records and lists of primitives, as deep as you like. Functions are kept and compare by identity.
 * @throws JitError when an object is of a class, such as a typed array or a Map: its content is not looked at.
 */
export function byContent(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ['list', ...value.map(byContent)] satisfies CompileKey;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new JitError(
      `byContent: plain data (expected records, lists and primitives, got a ${value.constructor.name}). ` +
        'Put the object itself into the key, which compares it by identity.',
    );
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return ['record', ...fields.map(([name, field]) => [name, byContent(field)])] satisfies CompileKey;
}
