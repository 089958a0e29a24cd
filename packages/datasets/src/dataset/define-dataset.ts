import { checkDefinition, functionField, isLine, optional, partFields, type Field } from '@cfq/parts';
import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { readOriginals } from '../originals/read-originals.ts';
import type { Dataset, DatasetAbout, DatasetDefinition, LoadOptions } from './dataset.ts';

const sha256Pattern = /^[0-9a-f]{64}$/;

const line: Field = { expected: 'one line of text', fits: isLine };

/** What a content may leave out. */
const defaults = { policies: {}, warnings: [] } as const;

/** Every field of a definition, with what it must be. */
const fields: { readonly [Name in keyof Required<DatasetDefinition>]: Field } = {
  ...partFields,
  title: optional(line),
  licence: line,
  citation: optional(line),
  originals: optional({
    expected: 'a list of files, each with file, url, sha256 and bytes',
    fits: (value) => Array.isArray(value) && value.every(isOriginal),
  }),
  load: functionField,
  parse: optional(functionField),
};

/**
 * Makes a data set of its definition: checks the shape of what is given, which a module from elsewhere may have wrong,
 * and marks it as the part that it is. Whether its rows are what a data set promises is for `datasetLaws` of
 * `@cfq/datasets/testing` to say.
 *
 * @throws DatasetError naming the field that is missing, unknown or of the wrong kind.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineDataset<const Name extends string>(definition: DatasetDefinition<Name>): Dataset<Name> {
  assertShape(definition);
  const { name, source, originals = [] } = definition;
  const { title = name, description, licence, citation = source } = definition;
  const about: DatasetAbout<Name> = { name, title, description, source, licence, citation };
  const parse = async (texts: readonly string[]) => {
    if (definition.parse === undefined) {
      throw new DatasetError(`${name}.parse: the set has no original file (got ${texts.length}). Use load.`);
    }
    if (texts.length !== originals.length) {
      throw new DatasetError(
        `${name}.parse: one text per original file (expected ${originals.length}, got ${texts.length}).`,
      );
    }
    return { ...defaults, ...(await definition.parse(texts)), ...about };
  };
  const load = async (options: LoadOptions = {}) => {
    assertKnownOptions(`${name}.load`, options, ['dataDir']);
    const { dataDir } = options;
    if (dataDir === undefined) return { ...defaults, ...(await definition.load()), ...about };
    if (originals.length === 0) {
      throw new DatasetError(`${name}.load: the set has no original file (got dataDir). Leave it out.`);
    }
    return parse(await readOriginals(originals, dataDir));
  };
  return Object.freeze({ part: 'dataset', ...about, originals, load, parse });
}

function assertShape(definition: DatasetDefinition): void {
  checkDefinition('defineDataset', definition, fields, DatasetError);
  const { name, originals = [], parse } = definition;
  if (originals.length > 0 !== (parse !== undefined)) {
    throw new DatasetError(
      `defineDataset: originals of "${name}" come with a parse, and only then (got ${originals.length} files and ` +
        `${parse === undefined ? 'no parse' : 'a parse'}). Give both or neither.`,
    );
  }
}

function isOriginal(value: unknown): boolean {
  const { file, url, sha256, bytes } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isHash = typeof sha256 === 'string' && sha256Pattern.test(sha256);
  return isLine(file) && isLine(url) && isHash && Number.isInteger(bytes);
}
