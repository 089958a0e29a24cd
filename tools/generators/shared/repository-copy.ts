import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this repository. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

const leftOut = new Set(['node_modules', 'dist', '.nx', '.git', 'coverage', 'cache', 'cfq-results']);
/** Written by the documentation's build. */
const generatedReference = join(repository, 'apps/docs/reference');

/**
 * A copy of this repository to write into, whose packages find each other and not the ones copied from; what else they
 * depend on is linked.
 */
export function repositoryCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cfq-generated-'));
  cpSync(repository, copy, {
    recursive: true,
    filter: (source) => !leftOut.has(basename(source)) && source !== generatedReference,
  });
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const project of projects()) {
    const from = join(repository, project, 'node_modules');
    if (!existsSync(from)) continue;
    for (const entry of entriesOf(from))
      link(join(from, entry), join(copy, project, 'node_modules', entry), copy);
  }
  return copy;
}

/** Folders of the workspace's projects. */
function projects(): string[] {
  const below = (folder: string) => readdirSync(join(repository, folder)).map((name) => join(folder, name));
  return ['tools', ...below('packages'), ...below('apps')];
}

/** Installed packages, those of a scope one by one. */
function entriesOf(modules: string): string[] {
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => join(name, one)) : [name],
  );
}

/** A link to where an installed package stands; a package of the workspace stands in the copy. */
function link(installed: string, to: string, copy: string): void {
  mkdirSync(join(to, '..'), { recursive: true });
  if (!lstatSync(installed).isSymbolicLink()) {
    symlinkSync(installed, to, 'junction');
    return;
  }
  const target = realpathSync(installed);
  const own = projects().find((project) => target === realpathSync(join(repository, project)));
  symlinkSync(own === undefined ? target : join(copy, own), to, 'junction');
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
