import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serializeRecord, type RecourseRecord } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { Measured } from '../../measuring/measure-predictions.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { measure, type MeasureFlags } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-measure-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const header = [
  ...['label', 'teacher_prediction', 'student_prediction'],
  ...['teacher_valid', 'student_prediction_at_teacher_recourse'],
  ...['teacher_cost', 'student_valid', 'student_cost', 'age_band', 'id'],
];
const rows = [
  '1,1,1,,,,,,young,a',
  '0,0,0,1,1,0.5,1,0.6,young,b',
  '1,0,0,1,0,1.0,1,1.5,old,c',
  '0,0,1,1,1,2,1,1.0,old,d',
  '0,0,0,0,,,0,,young,e',
  '0,0,0,1,1,1,1,1.2,old,f',
];
const csv = [header.join(), ...rows].join('\n');

async function measured(name: string, text: string | Uint8Array, flags: MeasureFlags = {}) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const terminal = sampleTerminal();
  await measure(file, flags, terminal);
  return { stdout: terminal.written(), stderr: terminal.errors() };
}
const numbers = async (name: string, text: string, flags: MeasureFlags = {}) =>
  JSON.parse((await measured(name, text, { ...flags, json: true })).stdout) as Measured;
const values = ({ metrics }: Measured) =>
  Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value]));

describe('predictions in Parquet', () => {
  const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED' = 'SNAPPY') => {
    const entries = rows.map((row) => row.split(','));
    const columnData = header.map((name, at) => {
      const texts = entries.map((entry) => entry[at]!);
      if (name === 'id' || name === 'age_band') return { name, data: texts, type: 'STRING' as const };
      if (name.endsWith('_cost')) {
        return { name, data: texts.map((one) => (one === '' ? null : Number(one))), type: 'DOUBLE' as const };
      }
      if (name === 'student_valid') {
        return {
          name,
          data: texts.map((one) => (one === '' ? null : one === '1')),
          type: 'BOOLEAN' as const,
        };
      }
      return { name, data: texts.map((one) => (one === '' ? null : BigInt(one))), type: 'INT64' as const };
    });
    return new Uint8Array(parquetWriteBuffer({ columnData, codec }));
  };

  it('give what the same table gives as CSV, int64 and truth values among them', async () => {
    const flags = { json: true };
    const { stdout } = await measured('p.csv', csv, flags);
    expect((await measured('p.parquet', parquet(), flags)).stdout).toBe(stdout);
    expect((await measured('q.parquet', parquet('UNCOMPRESSED'), flags)).stdout).toBe(stdout);
  });

  it('are refused where they are none, cut short, or hold lists', async () => {
    await expect(measured('p.parquet', csv)).rejects.toThrow(
      /p\.parquet is no Parquet file that can be read/,
    );
    await expect(measured('p.parquet', parquet().subarray(0, 300))).rejects.toThrow(UsageError);
    const lists = parquetWriteBuffer({ columnData: [{ name: 'label', data: [{ a: 1n }], type: 'JSON' }] });
    await expect(measured('p.parquet', new Uint8Array(lists))).rejects.toThrow(UsageError);
  });
});

describe('cfq measure', () => {
  it('counts what can be counted by hand', async () => {
    const found = await numbers('p.csv', csv, { by: 'age_band' });
    expect(found.n).toEqual({ test: 6, denied: 5 });
    expect(values(found)).toMatchObject({
      ...{ accuracyTeacher: 5 / 6, accuracyStudent: 4 / 6, agreement: 5 / 6, overGrant: 1 / 5 },
      ...{
        validityDrop: 1 / 4,
        feasibleRateTeacher: 4 / 5,
        meanCostTeacher: 4.5 / 4,
        meanCostStudent: 4.3 / 4,
      },
    });
    // Gaps 0.2, 0.5, −0.5 and 0.2.
    expect(found.metrics.counterfactualRecourseGapMedian?.value).toBeCloseTo(0.2, 7);
    expect(found.metrics.counterfactualRecourseGap?.value).toBeCloseTo(0.1, 7);
    expect(found.groups['age_band']?.levels['old']?.validityDrop).toMatchObject({ value: 1 / 3, count: 3 });
    expect(found.groups['age_band']?.gaps.validityDrop?.value).toBeCloseTo(1 / 3, 12);
    expect(found.metrics.validityDrop).toMatchObject({ lower: 0, count: 4 });
  });

  it('takes classes in words, columns of JSON by either name, and people denied alone', async () => {
    const words = csv
      .split('\n')
      .map((line, at) =>
        at === 0
          ? line
          : line
              .split(',')
              .map((cell, column) =>
                [0, 1, 2, 4].includes(column) && cell !== '' ? (cell === '1' ? 'yes' : 'no') : cell,
              )
              .join(),
      )
      .join('\r\n');
    const plain = values(await numbers('p.csv', csv));
    expect(values(await numbers('w.csv', `\ufeff${words}\r\n`, { favourable: 'yes' }))).toEqual(plain);
    const columns = {
      label: [1, 0, 1, 0, 0, 0],
      teacherPrediction: [1, 0, 0, 0, 0, 0],
      student_prediction: [true, false, false, true, false, false],
      population: [1, 2, 3, 4, 5],
      teacherValid: [1, 1, 1, 0, 1],
      studentPredictionAtTeacherRecourse: [1, 0, 1, 0, 1],
      teacherCost: [0.5, 1, 2, null, 1],
      studentValid: [1, 1, 1, 0, 1],
      studentCost: [0.6, 1.5, 1, null, 1.2],
    };
    expect(values(await numbers('p.json', JSON.stringify(columns)))).toEqual(plain);
  });

  it('measures less where less is known, and says what it did not read', async () => {
    const few = csv
      .split('\n')
      .map((line) => line.split(',').slice(0, 3).join())
      .join('\n');
    expect(Object.keys(values(await numbers('p.csv', few)))).toEqual([
      ...['accuracyTeacher', 'accuracyStudent', 'balancedAccuracyTeacher', 'balancedAccuracyStudent'],
      ...['agreement', 'acceptanceDrift', 'flipsToApproved', 'flipsToDenied', 'overGrant'],
    ]);
    const { stdout, stderr } = await measured('p.csv', csv);
    expect(stderr).toBe('not read: age_band, id\n');
    expect(stdout).toMatch(/validity drop \(VD\) +│ +0\.250 │/);
  });

  it('gives every aggregate of a record, gzipped or not', async () => {
    const record = sampleRecord();
    const text = serializeRecord(record);
    const wanted: unknown = JSON.parse(JSON.stringify(summarize(record, { seed: 3 })));
    for (const [name, contents] of [
      ['r.record.json', text],
      ['r.record.json.gz', gzipSync(text)],
    ] as const) {
      const { stdout } = await measured(name, contents, { json: true, seed: '3' });
      expect(JSON.parse(stdout)).toEqual(wanted);
    }
    const { stdout } = await measured('r.json', text);
    expect(stdout).toContain('Promises at κ = 0');
  });

  const change = (row: number, from: string, to: string) =>
    csv
      .split('\n')
      .map((line, at) => (at === row ? line.replace(from, to) : line))
      .join('\n');
  it.each<[string, string, string, MeasureFlags, RegExp]>([
    [
      'a column that is missing',
      'p.csv',
      csv.replace('student_prediction,', 'student,'),
      {},
      /column "student_prediction"/,
    ],
    ['a row that is cut', 'p.csv', `${csv}\n1,1`, {}, /row 7 has 2 entries \(expected 10/],
    [
      'a flag that is none',
      'p.csv',
      change(2, '0,0,0,1,1', '0,0,0,2,1'),
      {},
      /"teacher_valid": row 2 is "2" \(expected 0 or 1\)/,
    ],
    [
      'a cost that is none',
      'p.csv',
      change(2, '0.5', 'abc'),
      {},
      /"teacher_cost": row 2 is "abc" \(expected a cost/,
    ],
    ['a negative cost', 'p.csv', change(2, '0.5', '-0.5'), {}, /"teacher_cost": row 2/],
    [
      'a missing answer',
      'p.csv',
      change(2, '0,0,0,1,1', '0,0,0,1,'),
      {},
      /recourse": row 2 is "" \(expected a class/,
    ],
    [
      'a promise to somebody approved',
      'p.csv',
      change(1, '1,1,1,', '1,1,1,1'),
      {},
      /"teacher_valid": row 1 is "1" \(expected nothing/,
    ],
    ['a group that is empty', 'p.csv', change(1, 'young', ''), { by: 'age_band' }, /"age_band": row 1 is ""/],
    ['a group that is no column', 'p.csv', csv, { by: 'sex' }, /column "sex"/],
    ['a class that nobody has', 'p.csv', csv, { favourable: 'approved' }, /^--favourable: .*got "approved"/],
    ['a header alone', 'p.csv', header.join(), {}, /a header and at least one row/],
    ['a column twice', 'p.csv', csv.replace('age_band,id', 'id,id'), {}, /"id" twice/],
    ['JSON that is none', 'p.json', '{', {}, /is no JSON/],
    ['JSON that is no columns', 'p.json', '{"label": 3}', {}, /"label" is an array \(got 3\)/],
    [
      'columns of differing length',
      'p.json',
      '{"label": [1, 0], "teacher_prediction": [1]}',
      {},
      /has 1 entries \(expected 2\)/,
    ],
    [
      'people that are not all the denied',
      'p.json',
      '{"label":[1,0],"teacher_prediction":[0,0],"student_prediction":[1,0],"population":[1]}',
      {},
      /column "population" has every person/,
    ],
    ['a record that is cut', 'r.json', '{"format":"cfq-record/3"', {}, /is no whole record/],
    ['a seed that is none', 'p.csv', csv, { seed: '-1' }, /^--seed: /],
  ])('refuses %s, in a line that says where', async (_, name, text, flags, message) => {
    const refused = measured(name, text, flags);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });
});

function sampleRecord(): RecourseRecord {
  const solved = (cost: number[]) => ({
    delta: { data: Float32Array.from(cost), shape: [2, 1] as [number, number] },
    cost: Float32Array.from(cost),
    valid: Uint8Array.of(1, 1),
  });
  const points = (width: number) => ({
    exists: { data: new Uint8Array(2 * width).fill(1), shape: [2, width] as [number, number] },
    teacherPrediction: { data: new Int32Array(2 * width), shape: [2, width] as [number, number] },
    studentPrediction: { data: new Int32Array(2 * width), shape: [2, width] as [number, number] },
  });
  return {
    about: { dataset: 'by hand' },
    favourableClass: 1,
    test: {
      label: Int32Array.of(1, 0, 0),
      teacherPrediction: Int32Array.of(1, 0, 0),
      studentPrediction: Int32Array.of(1, 0, 1),
      subgroups: {},
    },
    population: Int32Array.of(1, 2),
    nearMiss: { short: { fractions: [0.5], ...points(1) }, allButOne: points(1) },
    margins: [
      {
        kappa: 0,
        teacher: solved([1, 2]),
        student: solved([1, 1]),
        atTeacherRecourse: {
          studentPrediction: Int32Array.of(1, 0),
          teacherMargin: Float32Array.of(0.1, 0.1),
          studentMargin: Float32Array.of(0.1, -0.1),
        },
      },
    ],
  };
}
