import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededDraws } from './draws.ts';
import { lookAlikeText } from './look-alike.ts';
import { lookAlikes } from './look-alikes.ts';

/** The cells of a written table by column; quotes removed. */
function read(name: string, options: { rows?: number; seed?: number } = {}) {
  const lookAlike = lookAlikes.find((found) => found.name === name)!;
  const lines = lookAlikeText(lookAlike, options)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(lookAlike.delimiter).map((cell) => cell.replaceAll('"', '')));
  const [header, ...rows] = lines as [string[], ...string[][]];
  const column = (title: string): string[] => rows.map((row) => row[header.indexOf(title)]!);
  const share = (title: string, ...values: string[]): number =>
    column(title).filter((cell) => values.includes(cell)).length / rows.length;
  return { header, rows, column, share };
}

describe.each(lookAlikes.map((lookAlike) => [lookAlike.name, lookAlike] as const))(
  '%s',
  (name, lookAlike) => {
    it('is the same for the same rows and seed, and another for another seed', () => {
      const digest = (seed: number) =>
        createHash('sha256')
          .update(lookAlikeText(lookAlike, { rows: 300, seed }))
          .digest('hex');
      expect(digest(4)).toBe(digest(4));
      expect(digest(4)).not.toBe(digest(5));
    });

    it('has a cell for every column in every row, and both outcomes however few the rows', () => {
      const { header, rows } = read(name, { rows: 40 });
      expect(rows).toHaveLength(40);
      expect(rows.every((row) => row.length === header.length)).toBe(true);
      const outcome = ['RiskPerformance', 'kredit', 'SeriousDlqin2yrs', 'decision'].find((title) =>
        header.includes(title),
      )!;
      expect(new Set(read(name, { rows: 40 }).column(outcome)).size).toBe(2);
    });

    it('refuses rows and seeds that are no whole numbers', () => {
      expect(() => lookAlikeText(lookAlike, { rows: 0 })).toThrow('rows is a whole number');
      expect(() => lookAlikeText(lookAlike, { seed: 0.5 })).toThrow('seed is a whole number');
    });
  },
);

describe('heloc', () => {
  const table = read('heloc');

  it('has the rows, columns and outcomes that were published', () => {
    expect([table.rows.length, table.header.length]).toEqual([10_459, 24]);
    expect(table.column('RiskPerformance').filter((cell) => cell === 'Bad')).toHaveLength(5459);
  });

  it('has 588 rows without a record, and the codes where the file has them', () => {
    const absent = table.rows.filter((row) => row.slice(1).every((cell) => cell === '-9'));
    expect(absent).toHaveLength(588);
    expect(table.share('MSinceMostRecentDelq', '-7')).toBeCloseTo(4664 / 10_459, 1);
    expect(table.share('NetFractionInstallBurden', '-8')).toBeCloseTo(3419 / 10_459, 2);
    expect(table.share('NumTotalTrades', '-7', '-8')).toBe(0);
  });

  it('has at most as many stretched cards as cards with a balance, as the file has', () => {
    const stretched = table.column('NumBank2NatlTradesWHighUtilization').map(Number);
    const cards = table.column('NumRevolvingTradesWBalance').map(Number);
    const comparable = cards.filter((count, row) => count >= 0 && stretched[row]! >= 0);
    expect(comparable.length).toBeGreaterThan(9000);
    expect(cards.every((count, row) => count < 0 || stretched[row]! <= count)).toBe(true);
  });
});

describe('south-german-credit', () => {
  it('has numeric codes in about the published shares, and 700 good of 1 000', () => {
    const table = read('south-german-credit');
    expect(table.rows.flat().every((cell) => /^\d+$/.test(cell))).toBe(true);
    expect(table.column('kredit').filter((cell) => cell === '1')).toHaveLength(700);
    expect(table.share('laufkont', '4')).toBeCloseTo(0.394, 1);
    expect(table.share('gastarb', '1')).toBeCloseTo(0.037, 1);
  });
});

describe('give-me-some-credit', () => {
  const table = read('give-me-some-credit', { rows: 3000 });
  const late = [
    'NumberOfTime30-59DaysPastDueNotWorse',
    'NumberOfTime60-89DaysPastDueNotWorse',
    'NumberOfTimes90DaysLate',
  ];

  it('has an index without a name, 6.7 % bad, and a fifth of incomes missing', () => {
    expect(table.column('').slice(0, 3)).toEqual(['1', '2', '3']);
    expect(table.share('SeriousDlqin2yrs', '1')).toBeCloseTo(0.067, 3);
    expect(table.share('MonthlyIncome', 'NA')).toBeCloseTo(0.198, 3);
  });

  it('has 96 and 98 as codes of three columns at once, beside ages of 96 or more', () => {
    const coded = table.column(late[0]!).map((cell) => cell === '96' || cell === '98');
    expect(coded).toContain(true);
    for (const title of late) {
      expect(table.column(title).map((cell) => cell === '96' || cell === '98')).toEqual(coded);
    }
    expect(new Set(table.column(late[0]!))).toContain('96');
  });

  it('has ratios with maxima in the thousands where the median is below one half', () => {
    for (const title of ['RevolvingUtilizationOfUnsecuredLines', 'DebtRatio']) {
      const values = table
        .column(title)
        .map(Number)
        .sort((a, b) => a - b);
      expect(values[values.length / 2]!).toBeLessThan(0.5);
      expect(values.at(-1)!).toBeGreaterThan(1000);
    }
  });
});

describe('loans', () => {
  it('has the rows that the documents show', async () => {
    const page = new URL('../../apps/docs/getting-started/lenders-and-vendors.md', import.meta.url);
    const shown = /```csv \[loans\.csv\]\n([^`]*)```/.exec(await readFile(page, 'utf8'))?.[1];
    expect(lookAlikeText(lookAlikes.find(({ name }) => name === 'loans')!)).toContain(shown);
  });

  it('is decided by what a straight line sees', () => {
    const { column, rows } = read('loans');
    const worth = rows.map(
      (_, row) =>
        Number(column('income')[row]) -
        1.1 * Number(column('debt')[row]) +
        1.5 * Number(column('years_employed')[row] || 6) +
        (column('housing')[row] === 'own' ? 8 : 0),
    );
    const approved = column('decision').map((cell) => cell === 'approved');
    const cut = worth.toSorted((a, b) => b - a)[approved.filter(Boolean).length]!;
    const right = worth.filter((value, row) => value > cut === approved[row]).length;
    expect(right / rows.length).toBeGreaterThan(0.95);
  });
});

describe('seededDraws', () => {
  const draws = seededDraws(1);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const many = <Value>(draw: () => Value) => Array.from({ length: 20_000 }, draw);

  it('draws from the distributions that it names', () => {
    expect(mean(many(() => draws.uniform()))).toBeCloseTo(0.5, 1);
    const normal = many(() => draws.normal(3, 2));
    expect(mean(normal)).toBeCloseTo(3, 1);
    expect(mean(normal.map((value) => (value - 3) ** 2))).toBeCloseTo(4, 0);
    const counts = many(() => draws.poisson(1.5));
    expect(mean(counts)).toBeCloseTo(1.5, 1);
    expect(mean(counts.map((count) => (count - 1.5) ** 2))).toBeCloseTo(1.5, 1);
    expect(mean(many(() => Number(draws.pick({ a: 3, b: 1 }) === 'a')))).toBeCloseTo(0.75, 1);
  });

  it('draws different rows, and no more than there are', () => {
    expect(draws.rows(50, 7).size).toBe(7);
    expect([...draws.rows(5, 9)].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
