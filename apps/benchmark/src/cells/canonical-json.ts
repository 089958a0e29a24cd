import { BenchmarkError } from '../command-line/benchmark-error.ts';

/**
 * One spelling for equal plain data: object keys sorted by code unit, no blanks, properties that are
 * `undefined` left out. Unlike `JSON.stringify`, `NaN`, `Infinity`, `-Infinity` and `-0` keep spellings of
 * their own, bare words that no string or number shares, so unequal data never collide.
 *
 * @param value null, booleans, numbers, strings, arrays and plain objects of them
 * @throws BenchmarkError for anything else: functions, symbols, bigints, class instances, an array's `undefined`
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlainObject(value)) {
    const entries = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${entries.join(',')}}`;
  }
  throw new BenchmarkError(
    `canonicalJson: must be plain data (expected JSON-like values, got ${kindOf(value)}).`,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
}
