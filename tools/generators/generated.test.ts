import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { flushChanges, FsTree } from 'nx/src/generators/tree.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatorKinds } from './kinds.ts';
import { repositoryCopy, runIn } from './shared/repository-copy.ts';

const minutes = 60_000;
const packages = [...new Set(generatorKinds.map((kind) => kind.package))];
const edited = [...new Set(generatorKinds.flatMap(({ edits }) => edits))];

let copy = '';
beforeAll(async () => {
  copy = repositoryCopy(
    packages,
    edited.filter((file) => file.startsWith('apps/')),
  );
  for (const { generate } of generatorKinds) {
    const tree = new FsTree(copy, false);
    await generate(tree, { name: 'fresh-start' });
    flushChanges(copy, tree.listChanges());
  }
}, minutes);
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

test(
  'what is generated passes the type checker',
  () => {
    const { status, output } = runIn(copy, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
    expect(output).toBe('');
    expect(status).toBe(0);
  },
  4 * minutes,
);

describe.each(packages)('what is generated in %s', (name) => {
  test(
    'passes its own tests and the laws of its registry',
    () => {
      const kinds = generatorKinds.filter((kind) => kind.package === name);
      const { status, output } = runIn(
        join(copy, 'packages', name),
        'node_modules/vitest/vitest.mjs',
        'run',
        'fresh-start',
        ...kinds.map(({ laws }) => laws),
        '--reporter=verbose',
        '-t',
        'fresh-start|registry names',
      );
      for (const { law } of kinds) expect(output).toMatch(law);
      expect(output).not.toMatch(/ failed/);
      expect(status).toBe(0);
    },
    4 * minutes,
  );
});
