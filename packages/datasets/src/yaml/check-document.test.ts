import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DatasetError } from '../internals/dataset-error.ts';
import { checkDocument } from './check-document.ts';

const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const schema = z.strictObject({
  word: word.optional(),
  words: z.array(word).optional(),
  texts: z.array(z.string()).optional(),
  number: z.number().optional(),
  flag: z.boolean().optional(),
  bounds: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
  test: z.union([z.number(), z.strictObject({ rows: z.int() })]).optional(),
  columns: z
    .record(
      z.string(),
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('numeric'), bounds: z.tuple([z.number(), z.number()]).optional() }),
        z.strictObject({ kind: z.literal('categorical'), levels: z.array(word).optional() }),
      ]),
    )
    .optional(),
});
/** Eight lists, each of nine aliases of the one before: 9⁸ words. */
const manyAliases = `texts: &t0 [x]\n${Array.from({ length: 8 }, (_, at) => `l${at}: &t${at + 1} [${`*t${at},`.repeat(9)}]`).join('\n')}\n`;
const options = { caller: 'read', file: 'a.yaml', noun: 'schema' };
const check = (source: string | object) => checkDocument(schema, source, options).value;

describe('checkDocument', () => {
  it.each([
    'True',
    'TRUE',
    'true',
    'yes',
    'No',
    'on',
    'off',
    'null',
    'Null',
    '~',
    '1.0',
    '1.50',
    '01234',
    '+5',
    '.5',
    '1e3',
    '0x1F',
    '0o17',
    '2020-01-01',
    '12:30',
    '1_000',
    '?',
    '-',
    '.nan',
    '.inf',
    'n/a',
    '21 %',
    'x?',
    '...',
  ])('leaves the word %s as it is written, in lists and alone', (written) => {
    const lone = written === '?' || written === '-' ? `'${written}'` : written;
    const listed = written === '-' ? `'${written}'` : written;
    expect(check(`word: ${lone}\nwords: [${listed}, x]\ntexts:\n  - ${listed}\n`)).toEqual({
      word: written,
      words: [written, 'x'],
      texts: [written],
    });
  });

  it('takes the same words for numbers, truth values and nothing where those are wanted', () => {
    expect(check('number: 1.0\nflag: True\nbounds: [~, 0x1F]\ntest: 0.30')).toEqual({
      number: 1,
      flag: true,
      bounds: [null, 31],
      test: 0.3,
    });
    expect(check('test: { rows: 0x10 }')).toEqual({ test: { rows: 16 } });
    expect(check('{"number": 1.50, "bounds": [null, 2.0], "texts": [1.0, 2]}')).toEqual({
      number: 1.5,
      bounds: [null, 2],
      texts: ['1.0', '2'],
    });
  });

  it('keeps keys as they are written', () => {
    const columns = { '01': { kind: 'numeric' }, '1': { kind: 'numeric' }, True: { kind: 'numeric' } };
    const yaml = 'columns:\n  01: { kind: numeric }\n  1: { kind: numeric }\n  True: { kind: numeric }\n';
    expect(check(yaml)).toEqual({ columns });
  });

  it('follows an alias', () => {
    expect(check('columns: { a: &n { kind: numeric }, b: *n }')).toEqual({
      columns: { a: { kind: 'numeric' }, b: { kind: 'numeric' } },
    });
  });

  it.each<[string, string | object]>([
    ['line 2, number: expected a number, the file says 12,5', 'flag: true\nnumber: 12,5\n'],
    ['line 1, flag: expected true or false, the file says yes', 'flag: yes\n'],
    ['line 3, words.1: ', 'words:\n  - a\n  -\n'],
    ['nothing is written there', 'words: [a, ]\nnumber:\n'],
    [
      'line 3, columns.a: unknown key "bonds" (known: kind, bounds); did you mean "bounds"?',
      'columns:\n  a:\n    bonds: [1, 2]\n    kind: numeric\n',
    ],
    [
      'columns.a: unknown key "bounds" (known: kind, levels)',
      { columns: { a: { kind: 'categorical', bounds: 3 } } },
    ],
    ['line 1, top level: unknown key "nunber"', 'nunber: 3'],
    ['did you mean "number"?', 'nunber: 3'],
    ['expected a whole number, the file says 1.5', 'test: { rows: 1.5 }'],
    [
      'a.yaml line 2 is not YAML or JSON (DUPLICATE_KEY: this key stands twice): word: b',
      'word: a\nword: b\n',
    ],
    ['a.yaml line 1 is not YAML or JSON (BAD_ALIAS: nothing before it is called so): word: *x', 'word: *x\n'],
    [
      'a.yaml line 1 is not YAML or JSON (ALIAS_OF_ITSELF: it stands within what it stands for)',
      'words: &x [*x]\n',
    ],
    [
      'a.yaml line 3 is not YAML or JSON (ALIAS_OF_ITSELF: it stands within what it stands for)',
      'number: 3\nwords: &x\n  - { a: *x }\n',
    ],
    ['is not YAML or JSON (TOO_MANY_ALIASES: they repeat too much)', manyAliases],
    ['a.yaml line 1 is not YAML or JSON', 'words: [#N/A]'],
  ])('names line and word of what is wrong: %s', (message, source) => {
    expect(() => check(source)).toThrow(DatasetError);
    expect(() => check(source)).toThrow(message);
  });

  it('says where a path stands', () => {
    const { place } = checkDocument(schema, 'flag: true\nwords:\n  - a\n', options);
    expect([place(['words', 0]), place(['number'])]).toEqual(['a.yaml line 3', 'a.yaml']);
  });
});
