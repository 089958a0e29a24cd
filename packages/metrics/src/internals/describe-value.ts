/**
 * What was given, in the words of whoever wrote it: numbers as they are, text in quotes, everything else by its kind.
 */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  const fields = Object.keys(value).slice(0, 4);
  if (!Array.isArray(value)) return fields.length > 0 ? `an object of ${fields.join(', ')}` : 'an object';
  if (Array.isArray(value[0])) return 'an array of arrays';
  return fields.length > 0 ? `an array of ${describeValue(value[0])}` : 'an empty array';
}
