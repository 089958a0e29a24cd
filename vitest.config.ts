import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tools/vitest.config.ts'],
    // Vitest keeps a core free by itself, which on two cores leaves one.
    maxWorkers: '100%',
    reporters: ['default', './tools/setup/count-reporter.ts'],
  },
});
