import { defineConfig, type Options } from 'tsup';

/**
 * The one place that knows the bundler: ESM and CommonJS with types for both, every export of the
 * package an entry, dependencies left external. `tsup --no-dts` skips the type bundles.
 */
export function packageBuild(options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig((cli) => ({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    splitting: true,
    ...options,
    ...(cli.dts === false && { dts: false }),
  }));
}
