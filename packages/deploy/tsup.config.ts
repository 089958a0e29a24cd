import { packageBuild } from '../../tools/build/tsup.ts';

export default packageBuild({ entry: { index: 'src/index.ts', testing: 'src/testing/index.ts' } });
