import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { german } from '../sets/german/german.ts';
import { syntheticLinear } from '../sets/synthetic/synthetic-sets.ts';
import { defineDataset } from './define-dataset.ts';

const { name, title, description, source, licence, citation } = syntheticLinear;
const about = { name, title, description, source, licence, citation };
const load = () => syntheticLinear.load();
const originals = german.originals;
const parse = () => german.load();

describe('defineDataset', () => {
  it('marks the definition as a part, fills in what was left out, and cannot be changed', () => {
    const set = defineDataset({ name: 'my-set', description, source, licence, load });
    expect(set).toMatchObject({ part: 'dataset', title: 'my-set', citation: source, originals: [] });
    expect(Object.isFrozen(set)).toBe(true);
    expect(set.name satisfies 'my-set').toBe('my-set');
  });

  it('loads the rows of another set under its own name', async () => {
    const loaded = await defineDataset({ name: 'my-set', description, source, licence, load }).load();
    const { table, y } = await syntheticLinear.load();
    expect([loaded.name, loaded.title, loaded.table, loaded.y]).toEqual(['my-set', 'my-set', table, y]);
  });

  it.each<[string, object]>([
    ['name of "My set" must be a kebab-case name', { name: 'My set' }],
    ['name of a definition without a name must be a kebab-case name', { name: undefined }],
    ['description of "synthetic-linear" must be one line of text (got "a\\nb")', { description: 'a\nb' }],
    ['licence of "synthetic-linear" must be one line of text (got undefined)', { licence: undefined }],
    ['load of "synthetic-linear" must be a function (got "rows.csv")', { load: 'rows.csv' }],
    ['originals of "synthetic-linear" must be a list of files', { originals: [{ file: 'a' }], parse }],
    ['originals of "synthetic-linear" come with a parse', { originals }],
    ['originals of "synthetic-linear" come with a parse', { parse }],
    ['unknown field "rows"', { rows: 3 }],
  ])('refuses a definition: %s', (message, change) => {
    const define = () => defineDataset({ ...about, load, ...change });
    expect(define).toThrow(DatasetError);
    expect(define).toThrow(message);
  });

  it('refuses unknown options, and a folder for a set without originals', async () => {
    const options = { datadir: '.' };
    await expect(german.load(options as object)).rejects.toThrow('unknown option "datadir"');
    await expect(syntheticLinear.load({ dataDir: '.' })).rejects.toThrow('has no original file');
    await expect(syntheticLinear.parse([])).rejects.toThrow('has no original file');
  });

  it('says which file a folder lacks and where it is published, and how many texts it parses', async () => {
    await expect(german.load({ dataDir: '/nowhere' })).rejects.toThrow(/german\.data.*https:/);
    await expect(german.parse(['', ''])).rejects.toThrow('one text per original file (expected 1, got 2)');
  });
});
