import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitFeatureSpace } from '../encoding/fit-feature-space.ts';
import { loadPeople } from '../people/load-people.ts';
import { parsePeople } from '../people/parse-people.ts';
import { loadCsvDataset } from './load-csv-dataset.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

const schema = (columns: string, more = '') =>
  `name: own\nlabel: { column: ok, favourable: yes }\nsparsity: 1\n${more}columns:\n${columns}`;
const income = '  income: { kind: numeric }\n';
const job = '  job: { kind: categorical }\n';
/** Rows of an income, a job and an outcome. */
const table = (rows: number, jobOf: (row: number) => string) =>
  [
    'income,job,ok',
    ...Array.from({ length: rows }, (_, row) => `${row % 97},${jobOf(row)},${row % 2 ? 'yes' : 'no'}`),
  ].join('\n');
const some = table(40, (row) => `job ${row % 3}`);

/** Milliseconds of processor that some work takes. */
function processorTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  return process.cpuUsage(start).user / 1000;
}

describe('a schema of very many keys', () => {
  const keys = (count: number, line: (key: number) => string) =>
    Array.from({ length: count }, (_, key) => line(key)).join('');

  it.each<[string, (count: number) => string]>([
    ['columns', (count) => schema(keys(count, (key) => `  c${key}: { kind: numeric }\n`))],
    [
      'words that are read twice',
      (count) => schema(keys(count, (key) => `  c${key}: { kind: numeric, reason: ${key} }\n`)),
    ],
    [
      'keys that nobody knows',
      (count) =>
        schema(
          income + job,
          keys(count, (key) => `k${key}: 1\n`),
        ),
    ],
  ])('takes time in proportion: %s', (_, textOf) => {
    const time = (count: number) => {
      const text = textOf(count);
      return processorTime(() => {
        expect(() => parseCsvDataset({ csv: some, schema: text })).toThrow(/c0|k0/);
      });
    };
    time(500);
    // Were it quadratic, sixteen times the keys would take 256 times as long.
    expect(time(8000)).toBeLessThan(80 * Math.max(time(500), 5));
  });

  it('is told in a message that one can read', () => {
    const parse = (text: string) => () => parseCsvDataset({ csv: some, schema: text });
    expect(
      parse(
        schema(
          income + job,
          keys(2000, (key) => `k${key}: 1\n`),
        ),
      ),
    ).toThrow(/^readDatasetSchema.{1,200}unknown keys "k0", .{1,200}"k19" and 1980 more \(known: /s);
    expect(parse(schema(keys(2000, (key) => `  c${key}: { kind: none }\n`)))).toThrow(
      /c19\.kind.*; and 1980 more\. Correct the schema\.$/s,
    );
    const header = `${Array.from({ length: 300 }, (_, column) => `h${column}`).join(',')}\n${'1,'.repeat(299)}1\n`;
    expect(() => parseCsvDataset({ csv: header, schema: schema(income) })).toThrow('h99, and 200 more');
  });
});

describe('a table that is none', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cfq-rough-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is refused where nobody writes to a pipe, where it is a device or a folder, before it is opened', async () => {
    const [pipe, plain] = [join(folder, 'pipe'), join(folder, 'a.yaml')];
    execFileSync('mkfifo', [pipe]);
    await writeFile(plain, schema(income + job));
    for (const csv of [pipe, '/dev/zero', folder]) {
      await expect(loadCsvDataset({ csv, schema: plain })).rejects.toThrow(
        /cannot be read \(expected a file, got a/,
      );
      await expect(loadPeople({ csv, schema: plain })).rejects.toThrow('expected a file');
    }
    await expect(loadCsvDataset({ csv: plain, schema: pipe })).rejects.toThrow('got a device or a pipe');
  });

  it('is refused where a row is longer than any table has them, before it is copied', async () => {
    const [csv, plain] = [join(folder, 'long.csv'), join(folder, 'long.yaml')];
    const cell = 100_000_000;
    await writeFile(
      csv,
      Buffer.concat([Buffer.from(`${some}\n5,`), Buffer.alloc(cell, 'x'), Buffer.from(',yes\n')]),
    );
    await writeFile(plain, schema(income + job));
    const [before, start] = [process.memoryUsage.rss(), process.cpuUsage()];
    await expect(loadCsvDataset({ csv, schema: plain })).rejects.toThrow(
      'long.csv line 42: a row is no longer than 16777216 characters (got 100000006, 100000000 of them in column "job")',
    );
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    // Neither its bytes nor its text are held.
    expect(Math.max(process.resourceUsage().maxRSS * 1024 - before, 0)).toBeLessThan(3 * cell);
    await expect(loadPeople({ csv, schema: plain })).rejects.toThrow('100000000 of them in column "job"');
  });

  it.each([
    [
      'the header itself',
      `income,${'x'.repeat(17_000_000)},ok\n1,a,yes\n`,
      /line 1: .* 17000000 of them in cell 2\)/,
    ],
    [
      'quotes around a delimiter',
      `${some}\n5,"a,${'x'.repeat(17_000_000)}",yes`,
      /line 42: .* 17000004 of them in column "job"\)/,
    ],
  ])('names the cell of a row that is too long: %s', (_, csv, message) => {
    expect(() => parseCsvDataset({ csv, schema: schema(income + job) })).toThrow(message);
  });

  it('is refused where a category is a number of its row, unless the schema lists it', () => {
    const unique = table(300, (row) => `job ${row}`);
    const parse = (csv: string, columns = income + job) => parseCsvDataset({ csv, schema: schema(columns) });
    expect(() => parse(unique)).toThrow(
      'column "job": categories are shared by people (expected 50, or 5 rows for each, got 300 in 300 rows)',
    );
    expect(() => parse(table(400, (row) => `job ${row % 81}`))).toThrow('got 81 in 400 rows');
    expect(parse(table(400, (row) => `job ${row % 80}`)).table.rows).toBe(400);
    expect(parse(table(50, (row) => `job ${row}`)).table.rows).toBe(50);
    const listed = Array.from({ length: 300 }, (_, row) => `job ${row}`).join(', ');
    expect(parse(unique, `${income}  job: { kind: categorical, levels: [${listed}] }\n`).table.rows).toBe(
      300,
    );
    expect(parse(unique, `${income}  job: { kind: categorical, input: false }\n`).table.rows).toBe(300);
    // Some people who are asked for advice are no table to learn from.
    expect(parsePeople({ csv: unique, schema: schema(income + job) }).table.rows).toBe(300);
  });

  it('is refused where bounds hold nobody, and not where they hold somebody', () => {
    const fit = (bounds: string) => {
      const dataset = parseCsvDataset({
        csv: some,
        schema: schema(`  income: { kind: numeric, bounds: ${bounds} }\n${job}`),
      });
      return fitFeatureSpace({ ...dataset, trainRows: Int32Array.from(dataset.y, (_, row) => row) });
    };
    expect(() => fit('[1000, 2000]')).toThrow(
      'the bounds of "income" hold the value of some training row (expected a range that meets 0 to 39, got 1000 to 2000)',
    );
    expect(() => fit('[40, null]')).toThrow('got 40 to no end');
    expect(() => fit('[null, -1]')).toThrow('got no end to -1');
    expect(fit('[39, 2000]').features[0]!.name).toBe('income');
    expect(fit('[null, 5]').features[0]!.name).toBe('income');
  });
});
