import { adultSource } from './adult/adult-columns.ts';
import { adultAbout, adultDataset } from './adult/adult-dataset.ts';
import { bankSource } from './bank/bank-columns.ts';
import { bankAbout, bankDataset } from './bank/bank-dataset.ts';
import { compasSource } from './compas/compas-columns.ts';
import { compasAbout, compasDataset } from './compas/compas-dataset.ts';
import { creditDefaultSource } from './credit-default/credit-default-columns.ts';
import { creditDefaultAbout, creditDefaultDataset } from './credit-default/credit-default-dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Dataset, DatasetAbout } from '../dataset/dataset.ts';
import { germanSource } from './german/german-columns.ts';
import { germanAbout, germanDataset } from './german/german-dataset.ts';
import type { OriginalFile } from '../originals/original-file.ts';
import { originals } from '../originals/originals.ts';
import { readEmbedded } from '../internals/read-embedded.ts';
import { syntheticAbout, syntheticDataset } from './synthetic/synthetic-dataset.ts';

/** Names of the built-in data sets. */
export type DatasetName =
  'adult' | 'german' | 'compas' | 'bank' | 'credit-default' | 'synthetic-linear' | 'synthetic-curved';

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
      const { adultRows } = await import('./adult/adult-rows.generated.ts');
      return adultDataset(await readEmbedded([adultRows], adultSource));
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
      const { germanRows } = await import('./german/german-rows.generated.ts');
      return germanDataset(await readEmbedded([germanRows], germanSource));
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
      const { compasRows } = await import('./compas/compas-rows.generated.ts');
      return compasDataset(await readEmbedded([compasRows], compasSource));
    },
    parse: async (texts) => {
      const { parseCompas } = await import('./compas/parse-compas.ts');
      return compasDataset(parseCompas(given('compas', texts, 1)[0]!));
    },
  },
  bank: {
    ...bankAbout,
    originals: originals.bank,
    load: async () => {
      const { bankRows } = await import('./bank/bank-rows.generated.ts');
      return bankDataset(await readEmbedded([bankRows], bankSource));
    },
    parse: async (texts) => {
      const { parseBank } = await import('./bank/parse-bank.ts');
      return bankDataset(parseBank(given('bank', texts, 1)[0]!));
    },
  },
  'credit-default': {
    ...creditDefaultAbout,
    originals: originals['credit-default'],
    load: async () => {
      const { creditDefaultAccountRows } =
        await import('./credit-default/credit-default-account-rows.generated.ts');
      const { creditDefaultBillRows } =
        await import('./credit-default/credit-default-bill-rows.generated.ts');
      const files = [creditDefaultAccountRows, creditDefaultBillRows];
      return creditDefaultDataset(await readEmbedded(files, creditDefaultSource));
    },
    parse: async (texts) => {
      const { parseCreditDefault } = await import('./credit-default/parse-credit-default.ts');
      return creditDefaultDataset(parseCreditDefault(given('credit-default', texts, 1)[0]!));
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
