import type { Packed } from './publish-all.ts';

/** Tests, benchmarks and what only they use; the laws in a `testing` entry are published. */
const testMaterial = /\.(test|bench|test-support|fixture)\.|(^|\/)(test-help|testing)\//;

/** Protocols that only pnpm knows. */
const workspaceProtocol = /^(workspace|catalog|link|file):/;

/** Files that an `exports` entry names, however its conditions nest; the condition of the workspace is for itself. */
function targets(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry.replace(/^\.\//, '')];
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.entries(entry).flatMap(([key, nested]) => (key === '@cfq/source' ? [] : targets(nested)));
}

/** What is wrong with a tarball before anybody installs it, in sentences. */
export function faultsOf({ manifest, files }: Packed): string[] {
  const ranges = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };
  const present = new Set(files);
  const hasTestingEntry = manifest.exports?.['./testing'] !== undefined;
  return [
    ...Object.entries(ranges)
      .filter(([, range]) => workspaceProtocol.test(range))
      .map(([name, range]) => `${manifest.name}: npm knows no range like '${range}' (of ${name})`),
    ...Object.values(manifest.exports ?? {})
      .flatMap(targets)
      .filter((file) => !present.has(file))
      .map((file) => `${manifest.name}: an export names ${file}, which is not in the tarball`),
    ...files
      .filter((file) => testMaterial.test(file) && !(hasTestingEntry && file.startsWith('src/testing/')))
      .map((file) => `${manifest.name}: ${file} is test material`),
    ...['README.md', 'package.json']
      .filter((file) => !present.has(file))
      .map((file) => `${manifest.name}: ${file} is missing`),
  ];
}
