import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  advise,
  adviceRecordJsonSchema,
  adviceRecords,
  canonicalJson,
  parseRecord,
  recordLine,
  rowHasher,
  type AdviceRecord,
} from '../index.ts';
import { applicants, openLender, personsOf, spaceOf } from '../testing/lender.ts';
import { formatted } from '../../../../tools/build/formatted.ts';

const schemaFile = fileURLToPath(new URL('../../schema/advice-record.schema.json', import.meta.url));
const issued = new Date('2026-11-28T10:00:00Z');

let bare: AdviceRecord[];
let whole: AdviceRecord[];
beforeAll(async () => {
  const people = await applicants();
  const model = openLender(spaceOf(people));
  const advice = await advise({ model, people: personsOf(people, [0, 3, 9]), alternatives: 2 });
  const hasher = rowHasher();
  bare = advice.flatMap((one) => adviceRecords(one, { hasher, issued, days: 90 }));
  whole = advice.flatMap((one) => adviceRecords(one, { hasher, issued, withValues: true }));
});

describe('records of advice', () => {
  it('are what the published schema says (rewritten by vitest --update)', async () => {
    const text = await formatted(schemaFile, JSON.stringify(adviceRecordJsonSchema()));
    await expect(text).toMatchFileSnapshot(schemaFile);
    const validate = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(
      adviceRecordJsonSchema(),
    );
    for (const record of [...bare, ...whole]) {
      expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
      expect(parseRecord(recordLine(record))).toEqual(record);
    }
    expect(validate({ ...bare[0], score: 3 })).toBe(false);
  });

  it('hold no values unless they are asked for', () => {
    expect(bare.length).toBeGreaterThan(2);
    expect(bare[0]!.expires).toBe('2027-02-26T10:00:00.000Z');
    expect(bare[0]!.alternative).toBe(1);
    for (const { person, action } of bare) {
      expect(Object.keys(person)).toEqual(['hash', 'hashed']);
      for (const change of action) expect(change).not.toHaveProperty('from');
    }
    expect(whole[0]!.person.line).toBe(2);
    expect(whole[0]!.person.values).toHaveProperty('age', 31);
    expect(whole[0]!.expires).toBeNull();
    expect(whole.map(({ person }) => person.hash)).toEqual(bare.map(({ person }) => person.hash));
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"schema":"cfq-adv', 'no JSON (starts with "{\\"schema\\":\\"cfq-adv")'],
    ['another format', '{"schema":"cfq-advice/2"}', 'no advice record: schema: '],
  ])('refuse %s', (_, text, message) => {
    expect(() => parseRecord(text)).toThrow(message);
  });
});

describe('canonicalJson', () => {
  it('is that of RFC 8785, section 3.2', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const sorted = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(sorted)) as object).length).toBe(7);
    expect(canonicalJson(sorted)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('is the same for any order of keys, and can be read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const text = canonicalJson(value);
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 100 },
    );
    expect(() => canonicalJson({ a: NaN })).toThrow('got NaN');
    expect(() => canonicalJson('\ud800')).toThrow('half a surrogate pair');
  });
});

describe('rowHasher', () => {
  it('is SHA-256 of canonical JSON, as sha256sum computes it', () => {
    // printf '%s' '{"age":41,"debt":null,"savings":"below 100"}' | sha256sum
    expect(rowHasher().hash({ savings: 'below 100', debt: null, age: 41 })).toBe(
      '9603ba2af27c6b32c7270150a1b87deedf67a6402c9138ffade6dc479f1fb33a',
    );
  });

  it('is HMAC with a key, as OpenSSL computes it', () => {
    // The same text | openssl dgst -sha256 -mac HMAC -macopt hexkey:01010101010101010101010101010101
    const { kind, hash } = rowHasher(new Uint8Array(16).fill(1));
    expect(kind).toBe('hmac-sha256');
    expect(hash({ savings: 'below 100', debt: null, age: 41 })).toBe(
      'c77e4e76adbebf5a6862260581dfba8bd36dff896490f9282968d2b29632a938',
    );
    expect(() => rowHasher(new Uint8Array(15))).toThrow('expected 16 bytes or more, got 15');
  });
});
