import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';

const licence = fileURLToPath(new URL('../../LICENSE', import.meta.url));

/** Types are bundled and not checked again, which `tsc` does for all packages at once. */
export const typesUnchecked = { compilerOptions: { noCheck: true } } as const;

/**
 * The one place that knows the bundler: ESM and CommonJS with types for both, every export of the
 * package an entry, dependencies left external, the licence beside them. `tsup --no-dts` skips the type bundles.
 */
export function packageBuild(options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig((cli) => ({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    dts: typesUnchecked,
    clean: true,
    sourcemap: true,
    treeshake: true,
    splitting: true,
    onSuccess: () => copyFile(licence, join(cli.outDir ?? 'dist', 'LICENSE')),
    ...options,
    ...(cli.dts === false && { dts: false }),
  }));
}
