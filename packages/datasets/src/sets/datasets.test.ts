import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { verifyDataset } from '../originals/verify-dataset.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import { datasetLaws } from '../testing/dataset-laws.ts';
import { dataset, datasets } from './datasets.ts';
import { hasOriginals, originalsFolder } from './testing/original-files.ts';
import { partsOf } from './testing/set-figures.ts';

const sets = Object.entries<Dataset>(datasets);

for (const [name, { originals }] of sets.filter(([, set]) => !hasOriginals(set))) {
  const files = originals.map(({ file }) => file).join(', ');
  process.stderr.write(
    `SKIPPED: no ${files} of ${name} at ${originalsFolder}; the comparison is left out.\n`,
  );
}

describe.each(sets)('%s', (name, set) => {
  it('is the data set of its name', () => {
    expect([set.part, set.name, dataset(name)]).toEqual(['dataset', name, set]);
  });

  for (const law of datasetLaws(set, { seed: 3 })) it(law.name, () => law.check());

  it('is standardised on its training rows', async () => {
    const loaded = await set.load();
    const prepared = prepareDataset(loaded, { seed: 3 });
    const { x } = prepared.train;
    for (const { name: feature, kind, start } of prepared.featureSpace.features) {
      if (kind === 'categorical') continue;
      const source = loaded.table.columns[feature]!;
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

  it('partitions every part by every subgroup', async () => {
    const loaded = await set.load();
    for (const part of partsOf(prepareDataset(loaded, { seed: 0 }))) {
      expect(Object.keys(part.subgroups)).toEqual(Object.keys(loaded.subgroups));
      for (const [key, { levels, codes }] of Object.entries(part.subgroups)) {
        expect(codes.length).toBe(part.rows.length);
        expect(codes.every((code) => code >= 0 && code < levels.length)).toBe(true);
        expect(codes[0]).toBe(loaded.subgroups[key]!.codes[part.rows[0]!]);
      }
    }
  });

  it.skipIf(set.originals.length === 0 || !hasOriginals(set))('equals its originals', async () => {
    const { files, rows, differences } = await verifyDataset(set, { dataDir: originalsFolder });
    expect(files.map(({ published }) => published)).toEqual(set.originals.map(() => true));
    const [fromFiles, embedded] = [await set.load({ dataDir: originalsFolder }), await set.load()];
    expect([differences, rows]).toEqual([[], embedded.table.rows]);
    expect([fromFiles.y, fromFiles.split]).toEqual([embedded.y, embedded.split]);
  });
});

describe('dataset', () => {
  it('lists the known names for an unknown one', () => {
    expect(() => dataset('titanic')).toThrow(DatasetError);
    expect(() => dataset('titanic')).toThrow(Object.keys(datasets).join(', '));
    expect(() => dataset('toString')).toThrow('unknown data set');
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
  const embedded = sources.filter((path) => path.endsWith('-rows.generated.ts'));
  expect(uses.flat().length).toBe(embedded.length);
  expect(uses.flat().every((line) => line.includes('await import('))).toBe(true);
});
