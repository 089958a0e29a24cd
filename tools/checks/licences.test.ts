import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { published } from './packed/publish-all.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Licences under which anybody may ship what we ship. */
const permitted = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Zlib', 'Python-2.0'],
]);

interface DependencyManifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Every package that comes with what is published, with the licence that it states. */
function productionLicences(): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (folder: string): void => {
    const path = join(folder, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as DependencyManifest;
    if (found.has(manifest.name)) return;
    found.set(manifest.name, manifest.license ?? 'none');
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    for (const name of names) {
      const place = folderOf(name, path);
      if (place !== undefined) visit(place);
    }
  };
  for (const { folder } of published(root).values()) visit(folder);
  return found;
}

/** Where a dependency is; undefined for one that this platform does not install. */
function folderOf(name: string, from: string): string | undefined {
  const places = createRequire(from).resolve.paths(name) ?? [];
  const found = places
    .map((place) => join(place, name))
    .find((folder) => existsSync(join(folder, 'package.json')));
  return found === undefined ? undefined : realpathSync(found);
}

/** Whether an SPDX expression leaves a choice that is permitted: all of AND, one of OR. */
function isPermitted(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((one) => permitted.has(one.trim())));
}

it('what is published brings nothing along that may not be passed on', () => {
  const licences = productionLicences();
  expect(licences.size).toBeGreaterThan(100);
  expect(licences.get('onnxruntime-node')).toBe('MIT');
  expect([...licences].filter(([, licence]) => !isPermitted(licence))).toEqual([]);
});

it('knows choices from conditions', () => {
  expect(isPermitted('(MIT OR GPL-3.0)')).toBe(true);
  expect(isPermitted('(BSD-3-Clause AND GPL-3.0)')).toBe(false);
  expect(isPermitted('none')).toBe(false);
});
