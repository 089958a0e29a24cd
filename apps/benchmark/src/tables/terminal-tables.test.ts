import { describe, expect, it } from 'vitest';
import { terminalLook } from '../command-line/terminal-look.ts';
import { sampleCell } from '../testing/sample-cell.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import { fittedTable } from './fitted-table.ts';
import { renderTerminal } from './render-terminal.ts';
import { summarizeCells } from './summarize-cells.ts';
import { lengthOf, wrapText } from './wrap-text.ts';

const [table] = summarizeCells(
  [0, 1].flatMap((seed) => [
    sampleCell({ method: 'fp32', budgetBits: 32, seed }),
    sampleCell({ method: 'lsq', seed, overGrant: 0.1 }),
    sampleCell({ method: 'cfq-faithful', seed, overGrant: 0, validityDrop: 0.001, nearMissFidelity: 0.99 }),
  ]),
);
const longest = (text: string) => Math.max(...text.split('\n').map(lengthOf));

describe('a table made for a terminal', () => {
  it('shows the leading aggregates in 80 columns, more where there is room, and never a longer line', () => {
    const found = [60, 80, 100, 132, 200, 300].map((width) => {
      const made = fittedTable(table!, width);
      expect(longest(renderTerminal(made.table, { width })), String(width)).toBeLessThanOrEqual(width);
      return made;
    });
    const columns = found.map(({ names }) => names.length);
    expect(columns).toEqual([...columns].sort((a, b) => a - b));
    expect(columns[0]).toBeLessThan(8);
    expect(columns[1]).toBe(8);
    expect(columns.at(-1)).toBeGreaterThan(10);
    expect(found[1]?.table.columns).toEqual([
      'method',
      'acc% ↑',
      'agr% ↑',
      'drift→0',
      'OG ↓',
      'VD ↓',
      'NM ↑',
      'err ↓',
      'CRG→0',
    ]);
    expect(found[1]?.table.notes?.join(' ')).toContain('--wide');
    expect(found.at(-1)?.table.columns[1]).toBe('accuracy % ↑');
    expect(found.at(-1)?.table.rows[1]?.[1]).toContain('±');
  });

  it('breaks long words tables between words', () => {
    const words = {
      title: 'T',
      words: true,
      columns: ['what', 'said'],
      rows: [['one', 'word '.repeat(40).trim()]],
    };
    const drawn = renderTerminal(words, { width: 60 });
    expect(longest(drawn)).toBeLessThanOrEqual(60);
    expect(drawn.match(/word/g)).toHaveLength(40);
  });

  it('sets apart the best and what misses a target, in colours alone', () => {
    const { table: made } = fittedTable(table!, 80);
    const at = made.columns.indexOf('VD ↓');
    expect(made.marks?.map((row) => row[at])).toEqual([undefined, 'missed', 'best']);
    const coloured = renderTerminal(made, { width: 80, colours: true });
    expect(coloured).toContain('\u001b[31m0.100\u001b[39m');
    expect(coloured).toContain('\u001b[1m\u001b[32m0.001\u001b[39m\u001b[22m');
    expect(renderTerminal(made, { width: 80 })).not.toContain('\u001b');
  });
});

describe('the look of a stream', () => {
  const pipe = sampleTerminal().stdout;
  const terminal = sampleTerminal({ isTTY: true, columns: 90 }).stdout;

  it.each([
    ['a terminal', terminal, {}, { width: 90, colours: true }],
    ['a pipe', pipe, {}, { width: undefined, colours: false }],
    ['NO_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, { width: 90, colours: false }],
    ['FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, { width: undefined, colours: true }],
    ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, { width: 90, colours: false }],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, { width: 90, colours: false }],
  ])('of %s', (_name, stream, environment, look) => {
    expect(terminalLook(stream, environment)).toEqual(look);
  });
});

describe('wrapText', () => {
  it('breaks between words and indents what follows', () => {
    expect(wrapText('one two three', 7, '  ')).toEqual(['one two', '  three']);
    expect(wrapText('  - said well', 9, '    ')).toEqual(['  - said', '    well']);
    expect(lengthOf('\u001b[31m住宅\u001b[39m ↑')).toBe(6);
    expect(wrapText('unbreakable', 4)).toEqual(['unbreakable']);
    expect(wrapText('none [0, 3.0] of 5 % here', 10)).toEqual(['none', '[0, 3.0]', 'of 5 %', 'here']);
  });
});
