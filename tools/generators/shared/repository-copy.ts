import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this repository. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * A folder of its own with copies of some packages and files of this repository, beside links to everything that they
 * need: generators write into it, and what they wrote is type-checked and tested there.
 */
export function repositoryCopy(packages: readonly string[], files: readonly string[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'cfq-generated-'));
  for (const name of packages) {
    for (const part of ['src', 'package.json', 'vitest.config.ts']) {
      cpSync(join(repository, 'packages', name, part), join(copy, 'packages', name, part), {
        recursive: true,
      });
    }
    const modules = `packages/${name}/node_modules`;
    symlinkSync(join(repository, modules), join(copy, modules), 'junction');
  }
  for (const folder of ['node_modules', 'tools'])
    symlinkSync(join(repository, folder), join(copy, folder), 'junction');
  for (const file of ['tsconfig.base.json', '.prettierrc.json', ...files]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(repository, file), join(copy, file));
  }
  const include = packages.map((name) => `packages/${name}/src`);
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: './tsconfig.base.json', include }));
  return copy;
}

/** Runs a script of this repository's dependencies in a folder. */
export function runIn(
  folder: string,
  script: string,
  ...parameters: string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, script), ...parameters], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}
