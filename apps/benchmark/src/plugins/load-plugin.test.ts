import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as parts from '@cfq/parts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlugin } from './load-plugin.ts';
import { PluginError } from './plugin-error.ts';

const part = (name: string) => `{ part: 'term', name: '${name}', description: 'a term', source: 'here' }`;
const host = { '@cfq/parts': parts };

/** A copy of a module of the command, as an installed plug-in brings one. */
const copy = {
  'node_modules/@cfq/parts/package.json': '{"name":"@cfq/parts","version":"0.0.1","main":"./copy.js"}',
  'node_modules/@cfq/parts/copy.js': 'exports.isPart = () => "a copy";',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-plugin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files below the folder. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const load = (asked: string, from = folder) => loadPlugin(asked, from, host);

describe('loadPlugin', () => {
  it.each([
    ['TypeScript', './mine.ts', `export const mine: { name: string } = ${part('mine')};`],
    ['an ES module', './mine.mjs', `export default ${part('mine')};`],
    ['CommonJS', './mine.cjs', `module.exports = { mine: ${part('mine')} };`],
    ['a path without ./', 'mine.js', `exports.mine = ${part('mine')}; exports.again = exports.mine;`],
  ])('loads %s', async (_, asked, text) => {
    write({ [asked]: text });
    const plugin = await load(asked);
    expect(plugin).toMatchObject({ asked, namespace: 'mine', entry: join(folder, asked) });
    expect(plugin.parts.map(({ name }) => name)).toEqual(['mine']);
  });

  it('loads a package that is installed there or above', async () => {
    write({
      'node_modules/@acme/parts/package.json':
        '{"name":"@acme/parts","version":"1.2.3","exports":"./mine.mjs"}',
      'node_modules/@acme/parts/mine.mjs': `export const mine = ${part('mine')};`,
      'below/other.txt': '',
    });
    const plugin = await load('@acme/parts', join(folder, 'below'));
    expect(plugin).toMatchObject({ namespace: '@acme/parts', parts: [{ name: 'mine' }] });
  });

  it.each([
    [
      'TypeScript',
      './mine.ts',
      `import { isPart } from '@cfq/parts';\nexport const mine = { ...${part('mine')}, isPart };`,
    ],
    [
      'an ES module',
      './mine.mjs',
      `import { isPart } from '@cfq/parts';\nexport const mine = { ...${part('mine')}, isPart };`,
    ],
    ['a package', 'pack', ''],
  ])('hands %s the modules of the command, not copies', async (_, asked, text) => {
    write({
      [asked]: text,
      ...copy,
      'node_modules/pack/package.json':
        '{"name":"pack","version":"1.0.0","type":"module","main":"./index.js"}',
      'node_modules/pack/index.js': `import { isPart } from '@cfq/parts';\nexport const mine = { ...${part('mine')}, isPart };`,
    });
    const plugin = await load(asked);
    expect(plugin.parts[0]).toHaveProperty('isPart', parts.isPart);
  });

  it('refuses CommonJS that would compute with a copy', async () => {
    write({ ...copy, 'mine.cjs': `require('@cfq/parts'); exports.mine = ${part('mine')};` });
    await expect(load('./mine.cjs')).rejects.toThrow(/requires a copy of @cfq\/parts/);
  });

  describe('the hash', () => {
    const files = {
      'mine.ts': `import { name } from './lib/name';\nimport { log } from 'dep';\nimport data from './data.json';\nexport const mine = { ...${part('mine')}, name, log, data };`,
      'lib/name.ts': `export const name = 'mine';`,
      'data.json': '{"a":1}',
      'unused.ts': 'export const x = 1;',
      'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0","main":"./index.js"}',
      'node_modules/dep/index.js': 'exports.log = 1;',
    };
    const hashWith = async (changes: Readonly<Record<string, string>>) => {
      write({ ...files, ...changes });
      return (await load('./mine.ts')).hash;
    };

    it.each([
      ['the entry', { 'mine.ts': `${files['mine.ts']} // changed` }],
      ['a file it imports', { 'lib/name.ts': `export const name = 'other';` }],
      ['data', { 'data.json': '{"a":2}' }],
      ['a package', { 'node_modules/dep/index.js': 'exports.log = 2;' }],
      [
        'a version',
        { 'node_modules/dep/package.json': files['node_modules/dep/package.json'].replace('1.0', '1.1') },
      ],
    ])('follows %s', async (_, changes) => {
      const before = await hashWith({});
      expect(await hashWith(changes)).not.toBe(before);
      expect(await hashWith({})).toBe(before);
    });

    it('does not follow what is not imported, nor where the plug-in stands', async () => {
      const before = await hashWith({});
      expect(await hashWith({ 'unused.ts': 'export const x = 2;' })).toBe(before);
      const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [`moved/${path}`, text]));
      write(moved);
      expect((await load('./moved/mine.ts')).hash).toBe(before);
    });
  });

  it.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    ['no file', './none.ts', {}, /there is no file "\.\/none\.ts"/],
    ['no package', 'nobody', {}, /"nobody" is not installed/],
    [
      'a module that fails',
      './a.ts',
      { 'a.ts': 'throw new Error("two\\nlines");' },
      /could not be loaded: two lines$/,
    ],
    ['bad syntax', './a.ts', { 'a.ts': 'export const = 1;' }, /could not be loaded: .*Unexpected token/],
    ['a missing import', './a.ts', { 'a.ts': `import './b'; export {};` }, /could not be loaded: .*\.\/b/],
    ['no export', './a.ts', { 'a.ts': 'export {};' }, /expected at least one made with defineQuantizer/],
    ['another export', './a.ts', { 'a.ts': 'export const n = 1;' }, /got a number as "n"/],
    [
      'another kind',
      './a.ts',
      { 'a.ts': `export const e = { part: 'engine' };` },
      /got the kind "engine" as "e"/,
    ],
    ['a name that no part can have', './a b.ts', { 'a b.ts': 'export {};' }, /got "a b" of "\.\/a b\.ts"/],
  ])('refuses %s in one line', async (_, asked, files, message) => {
    write(files);
    const failure: unknown = await load(asked).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PluginError);
    expect(String(failure)).toMatch(message);
    expect(String(failure)).not.toContain('\n');
  });
});
