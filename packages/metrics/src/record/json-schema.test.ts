import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord, serializeRecord, type RecourseRecord } from '../index.ts';
import { randomRecord } from '../testing/random-record.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/record.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const fits = new Ajv2020({ strict: true, strictTypes: false }).compile(schema);
const example = readFileSync(
  new URL('../../../../apps/docs/getting-started/metrics-only.md', import.meta.url),
  'utf8',
);

const raw: RecourseRecord['raw'] = {
  features: [{ name: 'age', kind: 'numeric', unit: 'years', step: 1 }],
  before: [],
  margins: [],
};
const encoding: RecourseRecord['encoding'] = {
  featureSpace: {
    width: 1,
    features: [{ name: 'age', kind: 'numeric', start: 0, width: 1, scale: 2, offset: 1 }],
  },
  actionSet: {},
  cost: { norm: 'l1' },
};
const written = (seed: number): unknown => JSON.parse(serializeRecord(randomRecord({ seed, test: 9 })));

/** Every place of a value at which something stands, as keys from its root. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

/** A copy with something else at one place; undefined takes it away. */
function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, other);
  if (copy[key] === undefined) Reflect.deleteProperty(copy, key);
  return copy;
}

const parses = (value: unknown): boolean => {
  try {
    parseRecord(JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

describe('the JSON Schema of a record', () => {
  it('fits what is written, and the example of the documentation', () => {
    fc.assert(fc.property(fc.nat(1000), (seed) => fits(written(seed))));
    const [, text = ''] = /```json \[record\.json\]\n([\s\S]*?)```/.exec(example) ?? [];
    expect(fits(JSON.parse(text)), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...(written(1) as object), raw, encoding }), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...(written(1) as object), encoding: { ...encoding, more: {} } })).toBe(false);
  });

  it('lets nothing through that is not of its form, and refuses nothing that is read', () => {
    const record = written(5);
    const places = placesIn(record);
    // Truth values are read as 0 and 1, and are not of the form.
    const others = [undefined, null, 'text', 1.5, -1, [], {}];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...others), (place, other) => {
        const changed: unknown = JSON.parse(JSON.stringify(replaced(record, place, other) ?? null));
        // Free texts, and lengths that must agree, are the parser's alone.
        if (parses(changed)) expect(fits(changed), `${place.join('.')} ${JSON.stringify(other)}`).toBe(true);
      }),
      { numRuns: 300 },
    );
    for (const key of ['format', 'favourableClass', 'test', 'population', 'nearMiss', 'margins']) {
      expect(fits(replaced(record, [key], undefined)), key).toBe(false);
    }
    expect(fits({ ...(record as object), more: 1 })).toBe(false);
    expect(fits(replaced(record, ['margins', '0', 'teacher', 'delta', 'indptr'], [0]))).toBe(false);
    expect(fits(replaced(record, ['margins', '0', 'teacher', 'delta', 'indices'], [3, 3]))).toBe(false);
  });
});
