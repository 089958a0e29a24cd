import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { published, type Manifest } from './publish-all.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const manifestOf = (path: string) =>
  JSON.parse(textOf(path)) as Manifest & { readonly packageManager?: string };

it('what is packed is what changesets publish: every package of the workspace that is not private', () => {
  const { packages } = parse(textOf('pnpm-workspace.yaml')) as { readonly packages: readonly string[] };
  const manifests = execFileSync('git', ['ls-files', 'package.json', '**/package.json'], { cwd: root })
    .toString()
    .trimEnd()
    .split('\n');
  // pnpm counts the root itself, too.
  const members = manifests.filter((path) => {
    const folder = dirname(path);
    return folder === '.' || packages.includes(folder) || packages.includes(`${dirname(folder)}/*`);
  });
  const names = members.map(manifestOf).flatMap((one) => (one.private === true ? [] : [one.name]));
  expect([...published(root).keys()].sort()).toEqual(names.sort());
});

it('the release publishes with the pnpm that packs here', () => {
  const { packageManager } = manifestOf('package.json');
  expect(textOf('.github/workflows/release.yml')).toContain(
    `publish: npx --yes ${packageManager} exec changeset publish`,
  );
});
