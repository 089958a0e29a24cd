import type { Plugin } from 'esbuild';

/**
 * Resolves what `@cfq/jit` imports: the eager backend that brings a file of its own is external, the gradients come in
 * the form for bundlers.
 */
export const jitImports: Plugin = {
  name: 'jit-imports',
  setup(build) {
    build.onResolve({ filter: /^@tensorflow\/tfjs-backend-wasm$/ }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: /^#gradients$/ }, ({ resolveDir, kind }) =>
      build.resolve('@tensorflow/tfjs-core/dist/register_all_gradients', { resolveDir, kind }),
    );
  },
};
