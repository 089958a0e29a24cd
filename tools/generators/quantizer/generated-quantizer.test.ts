import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flushChanges, FsTree } from 'nx/src/generators/tree.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quantizerGenerator } from './generator.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const minutes = 60_000;

/** A copy of the quantizers package in a folder of its own, beside links to everything it needs. */
function copyOfPackage(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cfq-generated-quantizer-'));
  mkdirSync(join(copy, 'packages/quantizers'), { recursive: true });
  for (const file of ['src', 'package.json', 'vitest.config.ts']) {
    cpSync(join(repository, 'packages/quantizers', file), join(copy, 'packages/quantizers', file), {
      recursive: true,
    });
  }
  for (const file of ['tsconfig.base.json', '.prettierrc.json'])
    cpSync(join(repository, file), join(copy, file));
  for (const folder of ['node_modules', 'packages/quantizers/node_modules', 'tools']) {
    symlinkSync(join(repository, folder), join(copy, folder), 'junction');
  }
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ extends: './tsconfig.base.json', include: ['packages/quantizers/src'] }),
  );
  return copy;
}

function run(
  folder: string,
  script: string,
  ...parameters: string[]
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, script), ...parameters], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

let copy = '';
beforeAll(async () => {
  copy = copyOfPackage();
  const tree = new FsTree(copy, false);
  await quantizerGenerator(tree, { name: 'fresh-start' });
  flushChanges(copy, tree.listChanges());
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

test(
  'a quantizer as generated passes the type checker',
  () => {
    const { status, output } = run(copy, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
    expect(output).toBe('');
    expect(status).toBe(0);
  },
  3 * minutes,
);

test(
  'a quantizer as generated passes its own test and every law of the conformance suite',
  () => {
    const { status, output } = run(
      join(copy, 'packages/quantizers'),
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      '-t',
      'fresh-start',
    );
    expect(output).toMatch(/fresh-start.*decode\(encode\(x\)\) equals fakeQuantize\(x\) bit for bit/);
    expect(output).toMatch(/fresh-start.*codes and values worked by hand/);
    expect(output).not.toMatch(/ failed/);
    expect(status).toBe(0);
  },
  3 * minutes,
);
