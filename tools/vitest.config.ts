import { packageTests } from './build/vitest.ts';

export default packageTests('tools', { include: ['**/*.test.ts'] });
