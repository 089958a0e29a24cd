import { packageTests } from '../../tools/build/vitest.ts';

export default packageTests('benchmark', {
  globalSetup: ['src/testing/build-cli.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
});
