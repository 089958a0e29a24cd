import { packageBuild } from '../../tools/build/tsup.ts';

/**
 * One self-contained command: the workspace packages are bundled from source, so that it runs without building
 * them; published libraries stay external. No types: nothing imports a command.
 */
export default packageBuild({
  entry: ['src/cli.ts'],
  format: ['esm'],
  platform: 'node',
  dts: false,
  noExternal: [/^@cfq\//],
  esbuildOptions(options) {
    options.conditions = ['@cfq/source'];
  },
});
