import fc from 'fast-check';

/** Words that somebody who means no good, or an accident, puts where something else is expected. */
export const hostileWords: readonly string[] = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    '-0',
    'NaN',
    'Infinity',
    '0x10',
    '1e-400',
    '9'.repeat(40),
    '1,,2',
    ',',
    '0-99999',
  ],
  ...[
    'null',
    'true',
    '~',
    '{}',
    '[]',
    '[',
    '"',
    "'",
    '&a [*a]',
    '*a',
    '!x',
    '- ',
    ': ',
    '#',
    '|',
    '>',
    '%',
    '@',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'prototype',
    'length',
    '=1+1',
    "'; DROP TABLE",
    '<script>alert(1)</script>',
  ],
  ...['\0', '\u001b]0;title\u0007', '\u202e', '\ufeff', '\r\n', '\n', '\t', '🙂', 'é', '\ud800', '\u2028'],
  ...[
    '.',
    '..',
    '/',
    '/dev/null',
    '/dev/full',
    '/proc/self/mem',
    '../..',
    'a'.repeat(300),
    'x'.repeat(100_000),
  ],
  ...[
    'german',
    'lsq',
    'cfq',
    'mlp:8',
    'mlp:0',
    'mlp:1e9',
    'logistic',
    'l1',
    'slp',
    'a=b=c',
    'eta=1',
    'actionable',
  ],
];

/** What is done to a text or to bytes at one place. */
interface Edit {
  readonly how: 'cut' | 'drop' | 'double' | 'replace' | 'insert';
  /** Where, from 0 to 1. */
  readonly at: number;
  readonly length: number;
  readonly word: string;
}

const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    how: fc.constantFrom('replace', 'insert', 'drop', 'double', 'cut'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 60 }),
    word: fc.constantFrom(...hostileWords),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A text with some places of it changed; whole tokens are replaced more often than parts of them. */
export function editedText(text: string): fc.Arbitrary<string> {
  return edits.map((changes) => changes.reduce(editText, text));
}

function editText(text: string, { how, at, length, word }: Edit): string {
  const place = Math.floor(at * text.length);
  if (how === 'cut') return text.slice(0, place);
  if (how === 'insert') return text.slice(0, place) + word + text.slice(place);
  if (how === 'drop') return text.slice(0, place) + text.slice(place + length);
  if (how === 'double') return text.slice(0, place + length) + text.slice(place);
  const token = /[\w.-]+/g;
  token.lastIndex = place;
  const found = token.exec(text);
  return found === null
    ? text
    : text.slice(0, found.index) + word + text.slice(found.index + found[0].length);
}

/** Bytes with some places of them changed. */
export function editedBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return edits.map((changes) => changes.reduce(editBytes, bytes));
}

function editBytes(bytes: Uint8Array, { how, at, length, word }: Edit): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (how === 'cut') return before;
  if (how === 'drop') return Buffer.concat([before, after.subarray(length)]);
  if (how === 'double') return Buffer.concat([before, after.subarray(0, length), after]);
  const inserted = Buffer.from(word.slice(0, 16));
  return Buffer.concat([before, inserted, how === 'insert' ? after : after.subarray(inserted.length)]);
}
