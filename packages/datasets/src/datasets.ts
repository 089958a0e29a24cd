import { adultSource } from './adult/adult-columns.ts';
import { adultAbout, adultDataset } from './adult/adult-dataset.ts';
import { compasSource } from './compas/compas-columns.ts';
import { compasAbout, compasDataset } from './compas/compas-dataset.ts';
import { DatasetError } from './dataset-error.ts';
import type { Dataset, DatasetAbout } from './dataset.ts';
import { germanSource } from './german/german-columns.ts';
import { germanAbout, germanDataset } from './german/german-dataset.ts';
import type { OriginalFile } from './originals/original-file.ts';
import { originals } from './originals/originals.ts';
import { readEmbedded } from './read-embedded.ts';
import { syntheticAbout, syntheticDataset } from './synthetic/synthetic-dataset.ts';

/** Names of the built-in data sets. */
export type DatasetName = 'adult' | 'german' | 'compas' | 'synthetic-linear' | 'synthetic-curved';

/** One built-in data set: what it is, and the two ways to its rows. */
export interface DatasetEntry extends DatasetAbout {
  /** The publisher's files; none for generated sets. */
  readonly originals: readonly OriginalFile[];
  /** The set from its embedded (or generated) rows. Needs neither network nor files. */
  readonly load: () => Promise<Dataset>;
  /** The set from the texts of its original files, in the order of `originals`. Absent for generated sets. */
  readonly parse?: (texts: readonly string[]) => Promise<Dataset>;
}

/** The built-in data sets by name. */
export const datasets: Readonly<Record<DatasetName, DatasetEntry>> = {
  adult: {
    ...adultAbout,
    originals: originals.adult,
    load: async () => {
      const { adultRows } = await import('./embedded/adult-rows.generated.ts');
      return adultDataset(await readEmbedded(adultRows, adultSource));
    },
    parse: async (texts) => {
      const { parseAdult } = await import('./adult/parse-adult.ts');
      const [train, test] = given('adult', texts, 2);
      const { table, testStart } = parseAdult({ train: train!, test: test! });
      return adultDataset(table, testStart);
    },
  },
  german: {
    ...germanAbout,
    originals: originals.german,
    load: async () => {
      const { germanRows } = await import('./embedded/german-rows.generated.ts');
      return germanDataset(await readEmbedded(germanRows, germanSource));
    },
    parse: async (texts) => {
      const { parseGerman } = await import('./german/parse-german.ts');
      return germanDataset(parseGerman(given('german', texts, 1)[0]!));
    },
  },
  compas: {
    ...compasAbout,
    originals: originals.compas,
    load: async () => {
      const { compasRows } = await import('./embedded/compas-rows.generated.ts');
      return compasDataset(await readEmbedded(compasRows, compasSource));
    },
    parse: async (texts) => {
      const { parseCompas } = await import('./compas/parse-compas.ts');
      return compasDataset(parseCompas(given('compas', texts, 1)[0]!));
    },
  },
  'synthetic-linear': {
    ...syntheticAbout('linear'),
    originals: [],
    load: () => Promise.resolve(syntheticDataset({ shape: 'linear' })),
  },
  'synthetic-curved': {
    ...syntheticAbout('curved'),
    originals: [],
    load: () => Promise.resolve(syntheticDataset({ shape: 'curved' })),
  },
};

function given(name: string, texts: readonly string[], count: number): readonly string[] {
  if (texts.length !== count) {
    throw new DatasetError(
      `datasets.${name}.parse: one text per original file (expected ${count}, got ${texts.length}).`,
    );
  }
  return texts;
}
