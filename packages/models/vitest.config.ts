import { packageTests } from '../../tools/build/vitest.ts';

// A test counts the runs of an engine of its own.
export default packageTests('models', { isolate: true });
