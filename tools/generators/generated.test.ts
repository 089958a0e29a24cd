import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { flushChanges, FsTree } from 'nx/src/generators/tree.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatorKinds } from './kinds.ts';
import { contribute } from './shared/contribute.ts';
import { repositoryCopy, runIn } from './shared/repository-copy.ts';

const minutes = 60_000;
const kinds = Object.values(generatorKinds);
const above = kinds.flatMap(({ above: laws }) => laws ?? []);
const vitest = 'node_modules/vitest/vitest.mjs';
const name = 'fresh-start';
const sourcesIn = (files: readonly string[]) => files.filter((file) => file.endsWith('.ts'));

let copy = '';
const written: string[] = [];
beforeAll(async () => {
  copy = repositoryCopy();
  for (const kind of kinds) {
    const tree = new FsTree(copy, false);
    await contribute(tree, kind, { name });
    written.push(...tree.listChanges().map(({ path }) => path));
    flushChanges(copy, tree.listChanges());
  }
}, 2 * minutes);
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
}, minutes);

/** Runs the tests in files of the copy whose names hold that of the part. */
function lawsIn(...files: string[]) {
  return runIn(copy, vitest, 'run', ...files, '--reporter=verbose', '-t', name);
}

describe('what the generators write, all of them at once', () => {
  it(
    'passes the type checker and the linter, with everything that uses it',
    () => {
      expect(runIn(copy, 'node_modules/oxlint/bin/oxlint', '--deny-warnings', '.')).toMatchObject({
        status: 0,
      });
    },
    5 * minutes,
  );

  it(
    'is formatted, and keeps the boundaries of modules',
    () => {
      const formatted = runIn(copy, 'node_modules/oxfmt/bin/oxfmt', '--check', ...written);
      expect(formatted).toMatchObject({ status: 0 });
      const eslint = runIn(copy, 'node_modules/eslint/bin/eslint.js', ...sourcesIn(written));
      expect(eslint).toMatchObject({ status: 0 });
    },
    5 * minutes,
  );

  it(
    'has its place in the documents, whose snippets run, and leaves the experiment families as they are',
    () => {
      const documents = runIn(join(copy, 'apps/docs'), vitest, 'run', 'catalogue', '--reporter=verbose');
      for (const { kind } of kinds) {
        const noun = kind === 'dataset' ? 'data set' : kind;
        expect(documents.output).toMatch(new RegExp(`✓.*${noun} ${name}`));
      }
      expect(documents.status).toBe(0);
      const benchmark = join(copy, 'apps/benchmark');
      // Families ask nothing of the bundled command, which the tests beside them would make first.
      const config = ['--config', '../../packages/training/vitest.config.ts', '--root', '.'];
      expect(runIn(benchmark, vitest, 'run', 'families.test', ...config)).toMatchObject({ status: 0 });
    },
    5 * minutes,
  );

  it(
    'passes its own tests and the laws of its kind, in its package and above it',
    () => {
      const own = kinds.map((kind) => ({ ...kind, laws: `packages/${kind.package}/${kind.laws}` }));
      const higher = above.map((one) => ({ ...one, laws: `packages/${one.package}/${one.laws}` }));
      const all = [...own, ...higher];
      const { status, output } = lawsIn(name, ...new Set(all.map(({ laws }) => laws)));
      for (const { law, laws } of all) {
        const lines = output
          .split('\n')
          .filter((line) => line.includes(laws.replace(/^packages\/[^/]+\//, '')));
        expect(lines.join('\n')).toMatch(law);
      }
      expect(output).not.toMatch(/ failed/);
      expect(status).toBe(0);
    },
    5 * minutes,
  );
});
