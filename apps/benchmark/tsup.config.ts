import { packageBuild } from '../../tools/build/tsup.ts';

/**
 * One self-contained command: the workspace packages are bundled from source, so that it runs without building them,
 * together with what only they depend on. ONNX Runtime stays external: it brings native and WebAssembly files of its
 * own. TF.js is bundled, because loading it as one tree-shaken module takes a fraction of the time. No types: nothing
 * imports a command.
 */
export default packageBuild({
  entry: ['src/cli.ts'],
  format: ['esm'],
  platform: 'node',
  dts: false,
  sourcemap: false,
  treeshake: false,
  noExternal: [/^@cfq\//, /^@tensorflow\/tfjs-(core|backend)/],
  external: ['onnxruntime-node', 'onnxruntime-web', '@tensorflow/tfjs-node'],
  // CommonJS among the bundled libraries asks for `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  esbuildOptions(options) {
    options.conditions = ['@cfq/source'];
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
