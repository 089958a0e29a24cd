import { expect, it } from 'vitest';

import { faultsOf } from './faults-of.ts';
import type { Packed } from './publish-all.ts';

const sound: Packed = {
  manifest: {
    name: '@cfq/sound',
    version: '0.0.0',
    exports: {
      '.': {
        '@cfq/source': './src/index.ts',
        import: { types: './dist/index.d.ts', default: './dist/index.js' },
      },
      './testing': './dist/testing.js',
      './package.json': './package.json',
    },
    dependencies: { '@cfq/jit': '^0.0.0' },
  },
  tarball: 'sound.tgz',
  files: [
    ...['README.md', 'package.json', 'dist/index.d.ts', 'dist/index.js', 'dist/testing.js'],
    ...['src/index.ts', 'src/testing/laws.ts'],
  ],
};

it('a tarball that can be installed has no faults', () => {
  expect(faultsOf(sound)).toEqual([]);
});

it('ranges of pnpm, absent files, test material', () => {
  const faults = faultsOf({
    ...sound,
    manifest: {
      ...sound.manifest,
      dependencies: { '@cfq/jit': 'workspace:^' },
      optionalDependencies: { zod: 'catalog:' },
      exports: { '.': './dist/index.js', './more': { require: './dist/more.cjs' } },
    },
    files: ['package.json', 'dist/index.js', 'src/a.test.ts', 'src/a.bench.ts', 'src/testing/laws.ts'],
  });
  expect(faults).toEqual([
    "@cfq/sound: npm knows no range like 'workspace:^' (of @cfq/jit)",
    "@cfq/sound: npm knows no range like 'catalog:' (of zod)",
    '@cfq/sound: an export names dist/more.cjs, which is not in the tarball',
    '@cfq/sound: src/a.test.ts is test material',
    '@cfq/sound: src/a.bench.ts is test material',
    '@cfq/sound: src/testing/laws.ts is test material',
    '@cfq/sound: README.md is missing',
  ]);
});
