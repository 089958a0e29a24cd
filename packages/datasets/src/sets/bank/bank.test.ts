import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { favourableCount, featureOf, immutableNames, partsOf } from '../testing/set-figures.ts';
import { verifyText } from '../testing/verify-text.ts';
import { bankSource } from './bank-columns.ts';
import { bank } from './bank.ts';
import { parseBank } from './parse-bank.ts';

/** `bank-full.csv` out of the embedded rows. */
async function bankText(): Promise<string> {
  const { table } = await bank.load();
  const cells = bankSource.map((spec): ((row: number) => string) => {
    const column = table.columns[spec.name]!;
    if (column.kind === 'number')
      return (row) => String(Number.isNaN(column.values[row]) ? -1 : column.values[row]);
    const codes = spec.kind === 'level' ? [...spec.levels.keys()] : [];
    return (row) => `"${codes[column.codes[row]!] ?? 'unknown'}"`;
  });
  const head = bankSource.map(({ name }) => `"${name}"`).join(';');
  const lines = Array.from({ length: table.rows }, (_, row) => cells.map((cell) => cell(row)).join(';'));
  return [head, ...lines, ''].join('\n');
}

describe('bank', () => {
  it('has 45 211 rows, 5289 subscribe, 30 % tested, no call duration among the features, k = 5', async () => {
    const dataset = await bank.load();
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, favourableCount(dataset)]).toEqual([45211, 5289]);
    expect(partsOf(prepared).map(({ rows }) => rows.length)).toEqual([26901, 4747, 13563]);
    expect(favourableCount(prepared.test) / 13563).toBeCloseTo(5289 / 45211, 4);
    expect(immutableNames(dataset)).toEqual([
      ...['age', 'marital', 'campaign', 'pdays', 'previous', 'poutcome'],
    ]);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 5, width: 51 });
    expect(prepared.featureSpace.features.map(({ name }) => name)).not.toContain('duration');
    expect(featureOf(prepared, 'education')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    const missing = (column: string) => {
      const { columns } = dataset.table;
      const found = columns[column]!;
      return found.kind === 'level'
        ? found.codes.filter((code) => code === -1).length
        : found.values.filter(Number.isNaN).length;
    };
    expect(['job', 'education', 'contact', 'pdays'].map(missing)).toEqual([288, 1857, 13020, 36954]);
  });

  it('has rows that, written out, are the published file byte for byte', async () => {
    const { verification, fromFile } = await verifyText(bank, await bankText());
    const { verified, files, rows, differences, problem } = verification;
    expect(files.map(({ sha256 }) => sha256)).toEqual([bank.originals[0]!.sha256]);
    expect([verified, rows, differences, problem]).toEqual([true, 45211, [], null]);
    const embedded = await bank.load();
    expect([fromFile.y, fromFile.split]).toEqual([embedded.y, embedded.split]);
  });
});

describe('parseBank', () => {
  const head =
    '"age";"job";"marital";"education";"default";"balance";"housing";"loan";"contact";"day";"month";"duration";' +
    '"campaign";"pdays";"previous";"poutcome";"y"';
  const line =
    '58;"management";"married";"tertiary";"no";2143;"yes";"no";"unknown";5;"may";261;1;-1;0;"unknown";"no"';

  it('reads unknown and −1 days as missing, and no earlier outcome as a level', () => {
    const { rows, columns } = parseBank(`${head}\n${line}\n${line.replace(';-1;', ';92;')}\n`);
    expect(rows).toBe(2);
    expect(columns['balance']).toEqual({ kind: 'number', values: Float64Array.of(2143, 2143) });
    expect(columns['contact']).toMatchObject({ codes: Int32Array.of(-1, -1) });
    expect(columns['pdays']).toEqual({ kind: 'number', values: Float64Array.of(NaN, 92) });
    expect(columns['poutcome']).toMatchObject({ codes: Int32Array.of(0, 0) });
    expect(columns['education']).toMatchObject({ levels: ['primary', 'secondary', 'tertiary'] });
  });

  it.each([
    [
      'column "age": row 2 is "old", expected a whole number (bank-full.csv line 3)',
      line.replace('58', 'old'),
    ],
    ['column "month": row 2 is "mai", expected one of jan, feb', line.replace('may', 'mai')],
    ['column "marital": row 2 is "unknown", expected one of divorced', line.replace('married', 'unknown')],
    ['bank-full.csv line 3', line.replace('58;', '')],
  ])('names line and column: %s', (message, bad) => {
    expect(() => parseBank(`${head}\n${line}\n${bad}\n`)).toThrow(message);
  });

  it('refuses another header', () => {
    expect(() => parseBank(`${head.replace('"balance";', '')}\n${line.replace('2143;', '')}\n`)).toThrow(
      'bank.parse: the header of bank-full.csv (expected age;job;',
    );
  });
});
