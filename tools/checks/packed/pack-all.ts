import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

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

/** What `pnpm pack --json` says of one package. */
interface PackReport {
  readonly name: string;
  /** Where the tarball is. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
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

/**
 * Packs every package that is published, as it is built, with one call of the workspace's pnpm: `changeset publish` has it
 * publish each package, and it puts other files into a tarball than npm does (the licence of the workspace, for one).
 */
export async function packAll(root: string, destination: string): Promise<Packed[]> {
  const packages = published(root);
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const chosen = [...packages.keys()].flatMap((name) => ['--filter', name]);
  const { stdout } = await promisify(execFile)(
    'npx',
    ['--yes', packageManager, '--recursive', ...chosen, 'pack', '--json', '--pack-destination', destination],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  return (JSON.parse(stdout) as PackReport[]).map(({ name, filename, files }) => ({
    manifest: packages.get(name)!.manifest,
    tarball: filename,
    files: files.map(({ path }) => path),
  }));
}
