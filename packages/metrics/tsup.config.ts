import { packageBuild } from '../../tools/build/tsup.ts';

const entries = ['aggregates', 'recourse', 'multiplicity', 'shift'];

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(entries.map((name) => [name, `src/${name}/index.ts`])),
  },
});
