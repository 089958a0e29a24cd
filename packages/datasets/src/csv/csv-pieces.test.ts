import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordKeeper } from '../tables/word-keeper.ts';
import { csvPieces, withWholeLineEnds } from './csv-pieces.ts';
import { longLine } from './long-line.ts';
import { plainRows } from './plain-rows.ts';
import { readCsvColumns } from './read-csv-rows.ts';

const cutInto = (text: string, length: number): string[] => {
  const count = Math.ceil(text.length / length);
  return Array.from({ length: count }, (_, at) => text.slice(at * length, (at + 1) * length));
};

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('a long CSV', () => {
  it('is cut into itself, where a record ends and nowhere else', () => {
    const cell = fc.stringMatching(/^[a-c",\r\n]{0,6}$/);
    const records = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 30 });
    const length = fc.integer({ min: 1, max: 40 });
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(records, ends, length, length, (rows, end, characters, chunk) => {
        const lines = [['x', 'y', 'z'], ...rows].map((row) => `${row.map(quoted).join()}${end}`);
        const places = new Set(lines.map((_, index) => lines.slice(0, index + 1).join('').length));
        const pieces = [...csvPieces(withWholeLineEnds(cutInto(lines.join(''), chunk)), characters)];
        expect(pieces.join('')).toBe(lines.join(''));
        let at = 0;
        for (const piece of pieces) expect(places).toContain((at += piece.length));
        for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThan(characters);
      }),
    );
  });

  const row = (index: number): string[] => [
    `${index / 7}`,
    index % 9 === 0 ? `so "${index}"\nor, so` : 'x'.repeat(70),
  ];
  const rows = Array.from({ length: 20_000 }, (_, index) => row(index));
  const text = `number,words\n${rows.map((cells) => `${cells.map(quoted).join()}\n`).join('')}`;
  const read = (more: string) => {
    const keepers = [wordKeeper(), wordKeeper()];
    const all = text + more;
    const options = { caller: 'test', file: 'long.csv', text: () => cutInto(all, 99_991) };
    const csv = readCsvColumns({ ...options, keeperOf: (_, place) => keepers[place] });
    return { ...csv, cells: (place: number) => keepers[place]!.cells() };
  };

  it('is read as it was written, with the line of every row', () => {
    expect(text.length).toBeGreaterThan(2 ** 20);
    const { header, rows: count, cells, lines } = read('');
    expect([header, count]).toEqual([['number', 'words'], rows.length]);
    expect([cells(0), cells(1)]).toEqual([rows.map(([one]) => one), rows.map(([, one]) => one)]);
    let line = 2;
    const expected = rows.map(
      (one) => (line += one.join('').split('\n').length) - one.join('').split('\n').length,
    );
    expect([...lines]).toEqual(expected);
  });

  it('is refused by the line of what is wrong far behind', () => {
    const last = text.split('\n').length;
    expect(() => read('1,2,3\n')).toThrow(
      new RegExp(`long\\.csv line ${last}: malformed CSV \\(.*: the header has 2 cells, the row 3`),
    );
    expect(() => read('1,2\n1,a"b"\n')).toThrow(
      /long\.csv line \d+: malformed CSV \(INVALID_OPENING_QUOTE: a quote stands/,
    );
    expect(() => read('1,"2\n')).toThrow(/malformed CSV \(CSV_QUOTE_NOT_CLOSED: a quote is not closed\)/);
  });
});

it('words come out of their keeping as they went in', () => {
  const cells = Array.from(
    { length: 40_000 },
    (_, index) => ['', '€', '\uD800', 'a'.repeat(index % 40)][index % 4]!,
  );
  const keeper = wordKeeper();
  for (const cell of cells) keeper.add(cell);
  expect(keeper.cells()).toEqual(cells);
  expect(keeper.words()).toEqual([...new Set(cells)]);
});

it('the first line that is too long is found, however the text is cut', () => {
  const line = fc.stringMatching(/^[a-c,"]{0,12}$/);
  const length = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(
      fc.array(line),
      fc.constantFrom('\n', '\r\n', '\r'),
      length,
      length,
      (lines, end, most, chunk) => {
        const found = longLine(withWholeLineEnds(cutInto(lines.join(end), chunk)), most, ',');
        const first = lines.findIndex((one) => one.length > most);
        expect(found && [found.line, found.characters]).toEqual(
          first < 0 ? undefined : [first + 1, lines[first]!.length],
        );
      },
    ),
  );
});

it('plain rows are what the parser reads, and are left to it where they are not plain', () => {
  const cell = fc.stringMatching(/^[ab\t ]{0,3}$/);
  const odd = fc.constantFrom('"a"', '\r', '\n', '\u00A0', '\uD83D\uDE00', 'ä');
  const cells = fc.oneof({ weight: 30, arbitrary: cell }, { weight: 1, arbitrary: odd });
  const record = fc.oneof(
    { weight: 9, arbitrary: fc.array(cells, { minLength: 2, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(cells, { maxLength: 3 }) },
  );
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  let plain = 0;
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 12 }),
      ends,
      fc.constantFrom(',', '\t'),
      (rows, end, delimiter) => {
        const header = `x${delimiter}y${end}`;
        const text = rows.map((row) => row.join(delimiter)).join(end);
        const read = plainRows(text, delimiter, { raw: header, cells: 2 });
        if (read === undefined) return;
        plain += 1;
        const options = { delimiter, trim: true, skip_empty_lines: true };
        expect([['x', 'y'], ...read.rows.map((row) => row.cells)]).toEqual(parse(header + text, options));
        const lines = text.split(end);
        expect(read.lines).toBe(lines.length - 1);
        for (const { cells, before } of read.rows)
          expect(lines[before]!.split(delimiter).map((one) => one.trim())).toEqual(cells);
      },
    ),
    { numRuns: 500 },
  );
  expect(plain).toBeGreaterThan(50);
});
