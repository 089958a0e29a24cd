import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { datasets, type DatasetName } from './datasets.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { PreparedDataset, Split } from '../splits/prepared-dataset.ts';

const favourable = ({ y }: { y: Int32Array }) => y.reduce((sum, label) => sum + label, 0);
const parts = ({ train, validation, test }: PreparedDataset): Split[] => [train, validation, test];
const feature = ({ featureSpace }: PreparedDataset, name: string) => {
  const found = featureSpace.features.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
};
const immutable = ({ features }: Dataset) =>
  features.filter((spec) => spec.immutable).map(({ name }) => name);

describe.each(Object.entries(datasets))('%s', (name, entry) => {
  it('goes by its name and says where it comes from', async () => {
    const dataset = await entry.load();
    expect([entry.name, dataset.name]).toEqual([name, name]);
    expect(dataset.provenance).toEqual(entry.provenance);
    expect(Object.values(entry.provenance).every((text) => text !== '')).toBe(true);
  });

  it('prepares disjoint parts that cover the table, standardised on training rows', async () => {
    const dataset = await loadDataset(name);
    const prepared = prepareDataset(dataset, { seed: 3 });
    const rows = parts(prepared).flatMap((part) => [...part.rows]);
    expect(new Set(rows).size).toBe(dataset.table.rows);
    expect(rows.length).toBe(dataset.table.rows);
    const { x } = prepared.train;
    for (const { name: feature, kind, start } of prepared.featureSpace.features) {
      if (kind === 'categorical') continue;
      const source = dataset.table.columns[feature]!;
      const isKnown = (row: number) =>
        source.kind === 'level' ? source.codes[row]! >= 0 : !Number.isNaN(source.values[row]!);
      const column = [...prepared.train.rows.keys()]
        .filter((row) => isKnown(prepared.train.rows[row]!))
        .map((row) => x.data[row * x.shape[1] + start]!);
      const mean = column.reduce((a, b) => a + b) / column.length;
      expect(mean).toBeCloseTo(0, 4);
      expect(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length).toBeCloseTo(1, 4);
    }
  });

  it('keeps every row, also of the test set, inside its bounds and on its grid, with whole category groups', async () => {
    const prepared = prepareDataset(await loadDataset(name), { seed: 0 });
    let outside = 0;
    for (const { x } of parts(prepared)) {
      for (let row = 0; row < x.shape[0]; row++) {
        for (const { kind, start, width, lower, upper, values } of prepared.featureSpace.features) {
          const at = row * x.shape[1] + start;
          if (kind === 'categorical') {
            let sum = 0;
            for (let i = 0; i < width; i++) sum += x.data[at + i]! === 1 ? 1 : x.data[at + i]! === 0 ? 0 : 99;
            if (sum !== 1) outside++;
          } else if (x.data[at]! < lower || x.data[at]! > upper || values?.includes(x.data[at]!) === false)
            outside++;
        }
      }
    }
    expect(outside).toBe(0);
  });

  it('reads its encoded rows back as the table has them', async () => {
    const dataset = await loadDataset(name);
    const { encoder, test } = prepareDataset(dataset, { seed: 1 });
    const rows = test.rows.slice(0, 200);
    const decoded = encoder.decodeRows(encoder.encodeTable(dataset.table, rows));
    expect(encoder.encodeRows(decoded).data).toEqual(encoder.encodeTable(dataset.table, rows).data);
    for (const { name: column, kind, integer } of dataset.features) {
      const source = dataset.table.columns[column]!;
      rows.forEach((row, index) => {
        const value = decoded[index]![column];
        if (source.kind === 'level') expect(value).toBe(source.levels[source.codes[row]!] ?? null);
        else if (Number.isNaN(source.values[row])) expect(value).toBeNull();
        else if (integer === true) expect(value).toBe(source.values[row]);
        else expect([kind, value]).toEqual(['numeric', expect.closeTo(source.values[row]!, 3)]);
      });
    }
  });

  it('partitions every part by every subgroup', async () => {
    const dataset = await loadDataset(name);
    for (const part of parts(prepareDataset(dataset, { seed: 0 }))) {
      expect(Object.keys(part.subgroups)).toEqual(Object.keys(dataset.subgroups));
      for (const [key, { levels, codes }] of Object.entries(part.subgroups)) {
        expect(codes.length).toBe(part.rows.length);
        expect(codes.every((code) => code >= 0 && code < levels.length)).toBe(true);
        expect(codes[0]).toBe(dataset.subgroups[key]!.codes[part.rows[0]!]);
      }
    }
  });

  it('is the same, bit for bit, for the same seed, and has the same width for another', async () => {
    const [first, second] = await Promise.all([loadDataset(name), loadDataset(name)]);
    const [a, b] = [prepareDataset(first, { seed: 5 }), prepareDataset(second, { seed: 5 })];
    expect(JSON.stringify(a.featureSpace)).toBe(JSON.stringify(b.featureSpace));
    for (const [i, part] of parts(a).entries()) {
      const other = parts(b)[i]!;
      expect(Buffer.compare(Buffer.from(part.x.data.buffer), Buffer.from(other.x.data.buffer))).toBe(0);
      expect(part.y).toEqual(other.y);
    }
    expect(prepareDataset(first, { seed: 6 }).featureSpace.width).toBe(a.featureSpace.width);
  });
});

describe('the published figures', () => {
  it('Adult: 32 561 and 16 281 rows, 24.08 % favourable in training, k = 5', async () => {
    const dataset = await loadDataset('adult');
    const prepared = prepareDataset(dataset, { seed: 0 });
    const learning = dataset.y.subarray(0, 32561);
    expect(dataset.table.rows).toBe(32561 + 16281);
    expect(prepared.test.rows.length).toBe(16281);
    expect(prepared.validation.rows.length).toBe(4884);
    expect(favourable({ y: learning })).toBe(7841);
    expect((100 * 7841) / 32561).toBeCloseTo(24.08, 2);
    expect(favourable(prepared.test)).toBe(3846);
    expect(immutable(dataset)).toEqual(['age', 'race', 'sex', 'native-country']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 5, width: 91 });
    expect(feature(prepared, 'education')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    expect(prepared.featureSpace.features.map(({ name }) => name)).not.toContain('fnlwgt');
    expect(Object.keys(dataset.subgroups)).toEqual(['sex', 'race', 'age band']);
  });

  it('German Credit: 1000 rows, 700 good, 300 test rows of which 210 are good, k = 4', async () => {
    const dataset = await loadDataset('german');
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, favourable(dataset)]).toEqual([1000, 700]);
    expect(parts(prepared).map(({ rows }) => rows.length)).toEqual([595, 105, 300]);
    expect(favourable(prepared.test)).toBe(210);
    expect(immutable(dataset)).toEqual(['personal-status-and-sex', 'age', 'foreign-worker']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 4, width: 57 });
    const { sex } = dataset.subgroups;
    expect(sex!.codes.filter((code) => sex!.levels[code] === 'female').length).toBe(310);
  });

  it('COMPAS: 6172 rows, 45.51 % re-offend, 30 % tested, k = 3', async () => {
    const dataset = await loadDataset('compas');
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect(dataset.table.rows).toBe(6172);
    expect(100 * (1 - favourable(dataset) / 6172)).toBeCloseTo(45.51, 2);
    expect(prepared.test.rows.length).toBe(1852);
    expect(immutable(dataset)).toEqual(['age', 'sex', 'race']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 3, width: 15 });
  });

  it('Bank Marketing: 45 211 rows, 5289 subscribe, 30 % tested, no call duration among the features, k = 5', async () => {
    const dataset = await loadDataset('bank');
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, favourable(dataset)]).toEqual([45211, 5289]);
    expect(parts(prepared).map(({ rows }) => rows.length)).toEqual([26901, 4747, 13563]);
    expect(favourable(prepared.test) / 13563).toBeCloseTo(5289 / 45211, 4);
    expect(immutable(dataset)).toEqual([...['age', 'marital', 'campaign', 'pdays', 'previous', 'poutcome']]);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 5, width: 51 });
    expect(prepared.featureSpace.features.map(({ name }) => name)).not.toContain('duration');
    expect(feature(prepared, 'education')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    const missing = (column: string) => {
      const { columns } = dataset.table;
      const found = columns[column]!;
      return found.kind === 'level'
        ? found.codes.filter((code) => code === -1).length
        : found.values.filter(Number.isNaN).length;
    };
    expect(['job', 'education', 'contact', 'pdays'].map(missing)).toEqual([288, 1857, 13020, 36954]);
  });

  it('Default of Credit Card Clients: 30 000 rows, 6636 default, 60.37 % women, k = 4', async () => {
    const dataset = await loadDataset('credit-default');
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, 30000 - favourable(dataset)]).toEqual([30000, 6636]);
    expect(parts(prepared).map(({ rows }) => rows.length)).toEqual([17850, 3150, 9000]);
    expect(immutable(dataset)).toEqual(['LIMIT_BAL', 'SEX', 'MARRIAGE', 'AGE']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 4, width: 29 });
    expect(feature(prepared, 'EDUCATION')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    for (const month of [0, 2, 3, 4, 5, 6]) {
      const { labels, direction } = feature(prepared, `PAY_${month}`);
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

  it('COMPAS holds no column that could name a person', async () => {
    const { table } = await loadDataset('compas');
    expect(Object.keys(table.columns)).toEqual([
      ...['age', 'sex', 'race', 'juv_fel_count', 'juv_misd_count', 'juv_other_count', 'priors_count'],
      ...['c_charge_degree', 'two_year_recid'],
    ]);
  });
});

describe('loadDataset', () => {
  it('lists the known names for an unknown one', async () => {
    await expect(loadDataset('titanic')).rejects.toThrow(DatasetError);
    await expect(loadDataset('titanic')).rejects.toThrow(Object.keys(datasets).join(', '));
    await expect(loadDataset('toString')).rejects.toThrow('unknown data set');
  });

  it('refuses unknown options, and a data directory for a generated set', async () => {
    const options = { datadir: '.' } as object;
    await expect(loadDataset('german', options)).rejects.toThrow('unknown option "datadir"');
    const generated: DatasetName = 'synthetic-linear';
    await expect(loadDataset(generated, { dataDir: '.' })).rejects.toThrow('is generated');
  });

  it('says which file a data directory lacks and where it is published', async () => {
    await expect(loadDataset('german', { dataDir: '/nowhere' })).rejects.toThrow(/german\.data.*https:/);
  });
});

it('never imports embedded rows statically, so that they stay out of the main entry', async () => {
  const root = join(import.meta.dirname, '..');
  const sources = await readdir(root, { recursive: true });
  const code = sources.filter(
    (path) => path.endsWith('.ts') && !path.includes('.test.') && !path.includes('generated'),
  );
  const uses = await Promise.all(
    code.map(async (path) => (await readFile(join(root, path), 'utf8')).match(/.*-rows\.generated.*/g) ?? []),
  );
  expect(uses.flat().length).toBe(6);
  expect(uses.flat().every((line) => line.includes('await import('))).toBe(true);
});
