import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoopbackRegistry } from './loopback-registry.ts';

/** The parts of a package.json that are read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package as it is published. */
export interface Packed {
  readonly manifest: Manifest;
  /** Where the tarball is. */
  readonly tarball: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
}

/** Folders and manifests of what is published, by name. */
export function published(
  root: string,
): Map<string, { readonly folder: string; readonly manifest: Manifest }> {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name)),
  );
  const all = folders.map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest,
  }));
  return new Map(all.flatMap((one) => (one.manifest.private === true ? [] : [[one.manifest.name, one]])));
}

/** What npm and pnpm ask a registry for packages of the project, and for nothing else. */
export function settingsFor({ address }: LoopbackRegistry, folder: string): NodeJS.ProcessEnv {
  const file = join(folder, 'npmrc');
  // changesets read the one, and npm, which pnpm has publish, the other.
  writeFileSync(file, `@cfq:registry=${address}\n//${new URL(address).host}/:_authToken=nobody\n`);
  return { ...process.env, 'npm_config_@cfq:registry': address, npm_config_userconfig: file };
}

/**
 * Publishes every package, as it is built, to a registry on this machine with the command that the release has: `changeset publish`
 * under the workspace's pnpm, which puts other files into a tarball than npm does (the licence of the workspace, for one).
 *
 * @param folder where tarballs are put, and settings that hold an address
 * @throws Error with what was printed, where the command fails or publishes other packages than those that are not private
 */
export async function publishAll(
  root: string,
  folder: string,
  registry: LoopbackRegistry,
): Promise<Packed[]> {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const words = ['--yes', packageManager, 'exec', 'changeset', 'publish', '--no-git-tag'];
  const env = settingsFor(registry, folder);
  const { stdout, stderr } = await promisify(execFile)('npx', words, { cwd: root, env, maxBuffer: 2 ** 26 });
  const names = registry.published.map(({ manifest }) => manifest.name).sort();
  const asked = [...published(root).keys()].sort();
  if (names.join() !== asked.join()) {
    throw new Error(
      `changeset publish: published ${names.join()}, expected ${asked.join()}\n${stdout}${stderr}`,
    );
  }
  return Promise.all(
    registry.published.map(async ({ manifest, tarball: bytes }, index) => {
      const tarball = join(folder, `${index}.tgz`);
      writeFileSync(tarball, bytes);
      const listed = await promisify(execFile)('tar', ['-tzf', tarball]);
      const files = listed.stdout.trimEnd().split('\n');
      return { manifest, tarball, files: files.map((file) => file.replace(/^package\//, '')) };
    }),
  );
}
