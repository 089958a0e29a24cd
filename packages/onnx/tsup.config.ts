import { packageBuild } from '../../tools/build/tsup.ts';

export default packageBuild();
