import { canonicalJson } from '../../cells/canonical-json.ts';

/** What a run may measure otherwise each time: how long it took, and which engine it found. */
const notMeasured = new Set(['seconds', 'cpuSeconds', 'executor']);

const mostNamed = 8;

/**
 * The fields in which two cells differ, by path, times and engine left out; at most eight are named, and the rest counted.
 */
export function differingFields(one: object, other: object): string[] {
  const found = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => !notMeasured.has(name))
    .flatMap((name) => differences(fieldOf(one, name), fieldOf(other, name), name));
  const more = found.length - mostNamed;
  return more <= 0 ? found : [...found.slice(0, mostNamed), `${more} more`];
}

function differences(one: unknown, other: unknown, path: string): string[] {
  if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return [];
  if (!isObject(one) || !isObject(other)) return [path];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
    differences(fieldOf(one, name), fieldOf(other, name), `${path}.${name}`),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const fieldOf = (of: object, name: string): unknown => (of as Readonly<Record<string, unknown>>)[name];
