import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packageBuild, typesUnchecked } from '../../tools/build/tsup.ts';
import { codePiecesOf } from './code-pieces.build.ts';
import { jitImports } from './jit-imports.build.ts';

const require = createRequire(import.meta.url);

/** The version of an installed package. */
function versionOf(name: string): string {
  const folder = require.resolve(name).split(`/${name}/`)[0] ?? '';
  const { version } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as {
    version: string;
  };
  return version;
}

const codePieces = await codePiecesOf({
  entry: 'src/cell-worker.ts',
  root: import.meta.dirname,
  plugins: [jitImports],
  versions: {
    'onnxruntime-node': versionOf('onnxruntime-node'),
    'onnxruntime-web': versionOf('onnxruntime-web'),
  },
});

/**
 * One self-contained command, the program of its child processes and the library: the workspace packages are bundled
 * from source, so that it runs without building them, together with what only they depend on; as one tree-shaken module
 * TF.js loads in a fraction of the time. The other dependencies stay external, ONNX Runtime among them, which brings
 * native and WebAssembly files. The types of the library name those of `@cfq/datasets`, hence a dependency as well.
 */
export default packageBuild({
  entry: ['src/cli.ts', 'src/cell-worker.ts', 'src/library.ts'],
  format: ['esm'],
  platform: 'node',
  dts: { ...typesUnchecked, entry: 'src/library.ts' },
  sourcemap: false,
  treeshake: false,
  noExternal: [/^@cfq\//],
  external: ['@tensorflow/tfjs-node'],
  define: { bundledCode: JSON.stringify(codePieces) },
  // CommonJS among the bundled libraries asks for `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  esbuildOptions(options) {
    options.conditions = ['@cfq/source'];
    // esbuild would remember the folder in which the process was started.
    options.absWorkingDir = import.meta.dirname;
  },
  esbuildPlugins: [jitImports],
});
