import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { decodeChunks } from './decode-chunks.ts';
import { decodeText } from './decode-text.ts';
import { invalidUtf8Byte } from './invalid-utf8-byte.ts';

const of = (...bytes: number[]) => Uint8Array.from(bytes);
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16le = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
const utf16be = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
const decode = (bytes: Uint8Array, encoding?: string) =>
  decodeText(bytes, { caller: 'read', file: 'a.csv', encoding });
/** The same of bytes that come a few at a time. */
const decodeInChunks = (bytes: Uint8Array, length: number, encoding?: string) => {
  const count = Math.ceil(bytes.length / length);
  const chunks = Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
  return [...decodeChunks({ chunks: () => chunks }, { caller: 'read', file: 'a.csv', encoding })].join('');
};
const text = 'amount,branch\n1,Bär\n2,Bör €\n';

describe('decodeText', () => {
  it('finds the first bad byte where the strict decoder of the platform refuses, and nowhere else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const strict = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
        const bad = invalidUtf8Byte(bytes);
        if (bad < 0) expect(() => strict().decode(bytes)).not.toThrow();
        else {
          expect(() => strict().decode(bytes)).toThrow();
          expect(() => strict().decode(bytes.subarray(0, bad))).not.toThrow();
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads and refuses the same however the bytes are cut', () => {
    const result = (read: () => string) => {
      try {
        return read();
      } catch (error) {
        return (error as Error).message;
      }
    };
    const some = fc.constantFrom(
      0x61,
      0x0a,
      0x0d,
      0xe4,
      0xbc,
      0xc3,
      0xe2,
      0x82,
      0xac,
      0xf0,
      0x9f,
      0x98,
      0x80,
    );
    const byte = fc.oneof({ weight: 40, arbitrary: some }, { weight: 1, arbitrary: fc.constant(0) });
    const bytes = fc.oneof(
      fc.array(byte, { maxLength: 24 }).map((all) => Uint8Array.from(all)),
      fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => new TextEncoder().encode(one)),
    );
    const encodings = fc.constantFrom(undefined, 'latin1', 'utf-16le', 'shift_jis');
    fc.assert(
      fc.property(bytes, encodings, fc.integer({ min: 1, max: 5 }), (all, encoding, length) => {
        expect(result(() => decodeInChunks(all, length, encoding))).toBe(result(() => decode(all, encoding)));
      }),
      { numRuns: 400 },
    );
  });

  it('reads UTF-8 and UTF-16 by their marks, and without one by name', () => {
    expect(decode(new TextEncoder().encode(text))).toBe(text);
    expect(decode(of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)))).toBe(text);
    expect(decode(of(0xff, 0xfe, ...utf16le(text)))).toBe(text);
    expect(decodeInChunks(of(0xff, 0xfe, ...utf16le(text)), 1)).toBe(text);
    expect(decode(of(0xfe, 0xff, ...utf16be(text)))).toBe(text);
    expect(decode(of(0xff, 0xfe, ...utf16le(text)), 'utf-16')).toBe(text);
    expect(decode(utf16le(text), 'utf-16le')).toBe(text);
    expect(decode(utf16be(text), 'UTF-16BE')).toBe(text);
  });

  it.each(['latin1', 'iso-8859-1', 'windows-1252', 'cp1252', 'Latin1'])(
    'reads %s, the signs of 0x80 to 0x9F too',
    (label) => {
      expect(decode(latin1('Bär\x80\x93'), label)).toBe('Bär€“');
    },
  );

  it('reads other single-byte and multi-byte encodings', () => {
    expect(decode(of(0xa4), 'iso-8859-15')).toBe('€');
    expect(decode(of(0x80, 0xe8), 'windows-1250')).toBe('€č');
    expect(decode(of(0x93, 0xfa), 'shift_jis')).toBe('日');
  });

  it.each<[string, Uint8Array, string?]>([
    ['a.csv line 2, column 4: byte 0xE4 is not UTF-8', latin1('amount,branch\n1,Bär\n')],
    ['a.csv line 3, column 1: byte 0xFF is not UTF-8', of(0x61, 0x0d, 0x0a, 0x62, 0x0d, 0xff)],
    ['a.csv line 1, column 3: byte 0xE4 is not UTF-8', of(0xc3, 0xa4, 0x62, 0xe4)],
    ['a.csv line 1, column 1: byte 0xC3 is not UTF-8', of(0xc3)],
    ['say encoding: utf-16le', utf16le('a,b\n')],
    ['say encoding: utf-16be', utf16be('a,b\n')],
    ['a.csv line 2, column 2: byte 0x00 is no text', of(0x61, 0x0a, 0x62, 0)],
    ['byte 0x00 is no text (expected windows-1252)', of(0x61, 0), 'latin1'],
    ['byte order mark of UTF-32', of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
    [
      'byte order mark of utf-8 (expected encoding "latin1"). Say encoding: utf-8',
      of(0xef, 0xbb, 0xbf, 0x61),
      'latin1',
    ],
    ['byte order mark of utf-16le (expected encoding "utf-16be")', of(0xff, 0xfe, 0x61, 0), 'utf-16be'],
    ['holds bytes that are not utf-16le', of(0x61), 'utf-16le'],
    ['holds bytes that are not utf-16le', of(0, 0xd8, 0x61, 0), 'utf-16le'],
    ['unknown encoding "ansi" (expected a label such as utf-8, latin1', of(0x61), 'ansi'],
  ])('refuses bytes: %s', (message, bytes, encoding) => {
    expect(() => decode(bytes, encoding)).toThrow(DatasetError);
    expect(() => decode(bytes, encoding)).toThrow(message);
    expect(() => decodeInChunks(bytes, 1, encoding)).toThrow(message);
  });
});
