import { packageTests } from '../../tools/build/vitest.ts';

// Which engine is loaded, and what it has loaded, is under test.
export default packageTests('jit', { isolate: true });
