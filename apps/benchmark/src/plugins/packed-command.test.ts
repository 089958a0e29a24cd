import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'cfq-packed-'));
const tarballs = join(work, 'tarballs');
const empty = join(work, 'empty');
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What a stranger has: an empty folder outside of the workspace, npm, the published packages and a plug-in. */
beforeAll(async () => {
  mkdirSync(tarballs);
  mkdirSync(empty);
  await run('npx', ['tsup'], { cwd: join(root, 'apps/benchmark') });
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const packed = [
    '--filter',
    './packages/*',
    '--filter',
    '@cfq/benchmark',
    'pack',
    '--pack-destination',
    tarballs,
  ];
  await run('npx', ['--yes', packageManager, '-r', ...packed], { cwd: root });
  writeFileSync(join(empty, 'package.json'), '{ "private": true }\n');
  copyFileSync(join(root, 'examples/my-parts/my-parts.ts'), join(empty, 'my-parts.ts'));
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...files], {
    cwd: empty,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
}, 300_000);

describe('the command as it is published', () => {
  it("runs a stranger's quantizer and method next to cfq-faithful", async () => {
    const asked = [
      '--dataset',
      'german',
      '--method',
      'my-parts/shifted,cfq-faithful',
      '--seeds',
      '0',
      '--jobs',
      '2',
    ];
    // A command that fails rejects, with its exit code.
    const { stdout } = await run('npx', ['--no', 'cfq', 'run', '--plugin', './my-parts.ts', ...asked], {
      cwd: empty,
    });
    expect(stdout).toMatch(/│ my-parts\/shifted +│ 4\.00 │/);
    expect(stdout).toMatch(/│ cfq-faithful +│ 4\.00 │/);
  }, 120_000);
});
