import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { contentHash } from './content-hash.ts';

const numbers = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, -0));
const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    numbers,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).value;

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, withKeysReversed(entry)]),
  );
}

describe('contentHash', () => {
  it('is SHA-256 of the canonical spelling', () => {
    const expected = createHash('sha256').update('{"a":[1,null],"b":"x"}').digest('hex');
    expect(contentHash({ b: 'x', a: [1, null] })).toBe(expected);
  });

  it('does not depend on the order of keys, at any depth', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        expect(contentHash(withKeysReversed(value))).toBe(contentHash(value));
      }),
    );
  });

  it('differs exactly where the data differ', () => {
    fc.assert(
      fc.property(plainData, plainData, (a, b) => {
        let equal = true;
        try {
          expect(a).toStrictEqual(b);
        } catch {
          equal = false;
        }
        expect(contentHash(a) === contentHash(b)).toBe(equal);
      }),
    );
  });

  it('tells NaN, the infinities, null, zero, minus zero and their spellings apart', () => {
    const values = [NaN, Infinity, -Infinity, null, 0, -0, 'NaN', '0', '-0', 'null', '', false, [], {}];
    expect(new Set(values.map(contentHash)).size).toBe(values.length);
  });

  it('treats an undefined property as absent', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
  });

  it.each([[() => 1], [Symbol('x')], [1n], [new Date(0)], [new Float32Array(2)], [[undefined]], [undefined]])(
    'refuses %s, which is not plain data',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(/^canonicalJson: must be plain data/);
    },
  );
});
