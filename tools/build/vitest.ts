import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

const sourceConditions = ['@cfq/source', 'module', 'node', 'development|production'];

/** Vitest settings of one workspace package: workspace imports resolve to source, tests sit beside code. */
export function packageTests(name: string, test: ViteUserConfig['test'] = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions: sourceConditions },
    ssr: { resolve: { conditions: sourceConditions } },
    test: {
      name,
      include: ['src/**/*.test.ts'],
      exclude: [...configDefaults.exclude, 'dist/**'],
      testTimeout: 30_000,
      // A worker loads the engine and the packages once, not once a file. A package whose tests look at what was loaded says so.
      isolate: false,
      // Tests that load the engine themselves leave no trace of it in anybody's cache.
      env: { ORT_DISABLE_TELEMETRY: '1' },
      ...test,
    },
  });
}
