import type { Plugin } from 'esbuild';

/**
 * Resolves the private imports of `@cfq/jit`: its engines are external, and so is the eager backend that
 * brings a file of its own; its gradients come in the form for bundlers.
 */
export const jitImports: Plugin = {
  name: 'jit-imports',
  setup(build) {
    build.onResolve({ filter: /^#onnxruntime$/ }, () => ({ path: 'onnxruntime-node', external: true }));
    build.onResolve({ filter: /^#onnxruntime-web$/ }, () => ({ path: 'onnxruntime-web', external: true }));
    build.onResolve({ filter: /^@tensorflow\/tfjs-backend-wasm$/ }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: /^#gradients$/ }, ({ resolveDir, kind }) =>
      build.resolve('@tensorflow/tfjs-core/dist/register_all_gradients', { resolveDir, kind }),
    );
  },
};
