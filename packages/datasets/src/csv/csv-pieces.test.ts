import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvPieces } from './csv-pieces.ts';
import { packedCells } from './packed-cells.ts';
import { readCsvColumns } from './read-csv-rows.ts';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('a long CSV', () => {
  it('is cut into itself, where a record ends and nowhere else', () => {
    const cell = fc.stringMatching(/^[a-c",\r\n]{0,6}$/);
    const records = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 30 });
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(records, ends, fc.integer({ min: 1, max: 40 }), (rows, end, characters) => {
        const lines = [['x', 'y', 'z'], ...rows].map((row) => `${row.map(quoted).join()}${end}`);
        const places = new Set(lines.map((_, index) => lines.slice(0, index + 1).join('').length));
        const pieces = [...csvPieces(lines.join(''), characters)];
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
  const read = (more: string) => readCsvColumns({ caller: 'test', file: 'long.csv', text: text + more });

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
    expect(() => read('1,2\n1,a"b"\n')).toThrow(/long\.csv line \d+: malformed CSV \(INVALID_OPENING_QUOTE/);
    expect(() => read('1,"2\n')).toThrow(/malformed CSV \(CSV_QUOTE_NOT_CLOSED/);
  });
});

it('cells come out of their packing as they went in', () => {
  const cells = Array.from(
    { length: 10_000 },
    (_, index) => ['', '€', '\uD800', 'a'.repeat(index % 40)][index % 4]!,
  );
  const packed = packedCells();
  for (const cell of cells) packed.add(cell);
  expect(packed.all()).toEqual(cells);
});
