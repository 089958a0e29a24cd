import { serializeRecord, type RecourseRecord } from '@cfq/metrics';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../testing/sample-record.ts';
import { readParquet } from '../read-parquet.ts';
import { parquetOfRecord } from './parquet-of-record.ts';

const plain = sampleRecord({ seed: 3, test: 40 });
const denied = plain.population.length;
const asked = Array.from({ length: denied }, (_, person) =>
  person % 3 === 0 ? null : { features: [0], to: [person % 2 === 0 ? null : 'so "much"'] },
);
const complete: RecourseRecord = {
  ...plain,
  about: { dataset: 'ü, "x"\n', seed: 0 },
  raw: {
    features: [{ name: '__proto__', kind: 'numeric', unit: 'EUR' }],
    before: Array.from({ length: denied }, (_, person) => [person % 2 === 0 ? person / 3 : null]),
    margins: plain.margins.map(() => ({ teacher: asked, student: asked })),
  },
  encoding: { featureSpace: { width: 6, features: [] }, actionSet: {}, cost: { norm: 'l1' } },
};
const recordOf = async (bytes: Uint8Array): Promise<RecourseRecord> => {
  const read = await readParquet('r.parquet', bytes);
  if ('record' in read) return read.record;
  throw new Error('no record');
};

describe('a record as Parquet', () => {
  it.each([
    ['a plain one', plain],
    ['one without certificates', sampleRecord({ seed: 4, test: 30, certified: false })],
    [
      'one of several thousand people, in several row groups',
      sampleRecord({ seed: 5, test: 2500, features: 2 }),
    ],
    ['one with raw values and its encoding', complete],
  ])('is read as what was written: %s', async (_, record) => {
    expect(serializeRecord(await recordOf(parquetOfRecord(record)))).toBe(serializeRecord(record));
  });

  it('is a table for whoever reads Parquet: a row a person, empty where there is nothing to say', async () => {
    const file = new Uint8Array(parquetOfRecord(plain)).buffer;
    const rows = (await parquetReadObjects({ file })) as Record<string, unknown>[];
    expect(rows.map((row) => row['teacherPrediction'])).toEqual([...plain.test.teacherPrediction]);
    const [first] = plain.margins;
    const kappa = first!.kappa;
    const people = rows.filter((row) => row['denied'] === true);
    expect(people.map((row) => row[`teacher.valid@${kappa}`])).toEqual(
      Array.from(first!.teacher.valid, Boolean),
    );
    const deltas = people.flatMap((row) =>
      Array.from({ length: 6 }, (_, at) => row[`teacher.delta.${at}@${kappa}`]),
    );
    expect(deltas).toEqual([...first!.teacher.delta.data]);
    const others = rows.filter((row) => row['denied'] !== true);
    expect(new Set(others.map((row) => row[`teacher.valid@${kappa}`]))).toEqual(new Set([null]));
    const { subgroups } = plain.test;
    for (const [name, { levels, codes }] of Object.entries(subgroups)) {
      expect(rows.map((row) => row[`subgroups.${name}`])).toEqual(Array.from(codes, (code) => levels[code]));
    }
  });

  it('is refused by what is wrong with it', async () => {
    const file = new Uint8Array(parquetOfRecord(plain)).buffer;
    const { key_value_metadata: about } = parquetMetadata(file);
    const rows = (await parquetReadObjects({ file })) as Record<string, unknown>[];
    const edited = async (edit: (row: Record<string, unknown>) => void, description = about![0]!.value!) => {
      const changed = rows.map((row) => ({ ...row }));
      for (const row of changed) edit(row);
      const columnData = Object.keys(changed[0]!).map((name) => ({
        name,
        data: changed.map((row) => row[name]),
      }));
      const kvMetadata = [{ key: 'cfq-record', value: description }];
      return recordOf(new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata })));
    };
    expect(serializeRecord(await edited(() => undefined))).toBe(serializeRecord(plain));
    await expect(edited((row) => delete row['student.cost@0'])).rejects.toThrow(
      /no column "student\.cost@0"/,
    );
    await expect(
      edited((row) => (row['student.valid@0'] = row['denied'] === true ? 7 : null)),
    ).rejects.toThrow(/r\.parquet is no whole record/);
    await expect(edited((row) => (row['label'] = null))).rejects.toThrow(/record\.test\.label/);
    const group = Object.keys(plain.test.subgroups)[0]!;
    await expect(edited((row) => (row[`subgroups.${group}`] = 'new'))).rejects.toThrow(/one of the groups/);
    await expect(edited(() => undefined, '{}')).rejects.toThrow(/what it says of its columns cannot be read/);
    const older = about![0]!.value!.replace('cfq-record/3', 'cfq-record/2');
    await expect(edited(() => undefined, older)).rejects.toThrow(/Measure again/);
  });
});
