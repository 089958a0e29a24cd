import { packageBuild } from '../../tools/build/tsup.ts';

/**
 * One self-contained command: the workspace packages, development dependencies here, are bundled from source, so that
 * it runs without building them, together with what only they depend on; as one tree-shaken module TF.js loads in a
 * fraction of the time. The command's own dependencies stay external, ONNX Runtime among them, which brings native and
 * WebAssembly files. No types: nothing imports a command.
 */
export default packageBuild({
  entry: ['src/cli.ts'],
  format: ['esm'],
  platform: 'node',
  dts: false,
  sourcemap: false,
  treeshake: false,
  external: ['@tensorflow/tfjs-node'],
  // CommonJS among the bundled libraries asks for `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  esbuildOptions(options) {
    options.conditions = ['@cfq/source'];
    // esbuild would remember the folder in which the process was started.
    options.absWorkingDir = import.meta.dirname;
  },
  esbuildPlugins: [
    {
      // The private imports of @cfq/jit: its engine is external, its gradients come in the form for bundlers.
      name: 'jit-imports',
      setup(build) {
        build.onResolve({ filter: /^#onnxruntime$/ }, () => ({ path: 'onnxruntime-node', external: true }));
        build.onResolve({ filter: /^#gradients$/ }, ({ resolveDir, kind }) =>
          build.resolve('@tensorflow/tfjs-core/dist/register_all_gradients', { resolveDir, kind }),
        );
      },
    },
  ],
});
