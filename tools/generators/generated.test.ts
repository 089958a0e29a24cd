import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { flushChanges, FsTree } from 'nx/src/generators/tree.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatorKinds } from './kinds.ts';
import { contribute } from './shared/contribute.ts';
import { repositoryCopy, runIn } from './shared/repository-copy.ts';

const minutes = 60_000;
const kinds = Object.values(generatorKinds);
const packages = [...new Set(kinds.map((kind) => kind.package))];
const above = kinds.flatMap(({ above: laws }) => laws ?? []);
const vitest = 'node_modules/vitest/vitest.mjs';

let copy = '';
const written: string[] = [];
beforeAll(async () => {
  copy = repositoryCopy();
  for (const kind of kinds) {
    const tree = new FsTree(copy, false);
    await contribute(tree, kind, { name: 'fresh-start' });
    written.push(...tree.listChanges().map(({ path }) => path));
    flushChanges(copy, tree.listChanges());
  }
}, 2 * minutes);
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
}, minutes);

describe('what the generators write, all of them at once', () => {
  it(
    'passes the type checker, with everything that uses it',
    () => {
      const { status, output } = runIn(copy, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
      expect(output).toBe('');
      expect(status).toBe(0);
    },
    5 * minutes,
  );

  it(
    'is formatted, and passes the linter',
    () => {
      const formatted = runIn(copy, 'node_modules/prettier/bin/prettier.cjs', '--check', ...written);
      expect(formatted).toMatchObject({ status: 0 });
      const sources = written.filter((file) => file.endsWith('.ts'));
      const linted = runIn(copy, 'node_modules/eslint/bin/eslint.js', ...sources);
      expect(linted.output).not.toMatch(/^ +\d+:\d+ +error /m);
      expect(linted.status).toBe(0);
    },
    5 * minutes,
  );

  it(
    'has its place in the documents, whose snippets run, and leaves the experiment families as they are',
    () => {
      const documents = runIn(join(copy, 'apps/docs'), vitest, 'run', 'catalogue', '--reporter=verbose');
      for (const { kind } of kinds) {
        const noun = kind === 'dataset' ? 'data set' : kind;
        expect(documents.output).toMatch(new RegExp(`✓.*${noun} fresh-start`));
      }
      expect(documents.status).toBe(0);
      const families = runIn(join(copy, 'apps/benchmark'), vitest, 'run', 'families.test');
      expect(families).toMatchObject({ status: 0 });
    },
    5 * minutes,
  );

  it.each(packages)(
    'passes its own tests and the laws of its kind in %s',
    (name) => {
      const own = kinds.filter((kind) => kind.package === name);
      const { status, output } = runIn(
        join(copy, 'packages', name),
        vitest,
        'run',
        'fresh-start',
        ...own.map(({ laws }) => laws),
        '--reporter=verbose',
        '-t',
        'fresh-start',
      );
      for (const { law } of own) expect(output).toMatch(law);
      expect(output).not.toMatch(/ failed/);
      expect(status).toBe(0);
    },
    5 * minutes,
  );

  it.each(above)(
    'passes the laws that $package has for it',
    ({ package: name, laws, law }) => {
      const folder = join(copy, 'packages', name);
      const { status, output } = runIn(
        folder,
        ...[vitest, 'run', laws, '--reporter=verbose', '-t', 'fresh-start'],
      );
      expect(output).toMatch(law);
      expect(output).not.toMatch(/ failed/);
      expect(status).toBe(0);
    },
    5 * minutes,
  );
});
