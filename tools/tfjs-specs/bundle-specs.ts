import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Plugin } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const { resolve: pathOf } = createRequire(import.meta.url);
const tests = dirname(pathOf('@tensorflow/tfjs-core/dist/index.js'));
const packageFolder = dirname(pathOf('@cfq/jit/package.json'));

/** A file of TF.js's own tests. */
export interface SpecFile {
  /** Path below TF.js's folder, such as `ops/abs_test.js`. */
  readonly name: string;
  readonly bytes: number;
}

/** TF.js's own tests, as its package ships them. */
export function specFiles(): SpecFile[] {
  return (readdirSync(tests, { recursive: true }) as string[])
    .filter((name) => name.endsWith('_test.js'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
    .map((name) => ({ name, bytes: statSync(join(tests, name)).size }));
}

/** Packages that stay outside, by the path the bundle finds them at. */
const outside: Plugin = {
  name: 'outside',
  setup(bundle) {
    bundle.onResolve(
      {
        filter: /^(onnxruntime-web|onnx-proto|jasmine-core|@tensorflow\/tfjs-backend-wasm)/,
      },
      async (args) => {
        if ((args.pluginData as unknown) === 'asked') return undefined;
        const { path, errors } = await bundle.resolve(args.path, {
          kind: args.kind,
          // Only this folder depends on Jasmine, although TF.js's tests import it.
          resolveDir: args.path.startsWith('jasmine') ? here : args.resolveDir,
          pluginData: 'asked',
        });
        return errors.length > 0 ? { errors } : { path, external: true };
      },
    );
  },
};

/**
 * Bundles TF.js's own tests with `@cfq/jit` from source, so that both use one TF.js: the tests are ES modules that
 * Node cannot load as they stand.
 *
 * @returns Path of the bundle.
 */
export async function bundleSpecs(files: readonly SpecFile[]): Promise<string> {
  // Within the package, so that it finds the engine that the package would.
  const folder = join(packageFolder, 'node_modules/.cache/tfjs-specs');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'specs.cjs');
  const imports = files.map(
    ({ name }) => `  ${JSON.stringify(name)}: () => require(${JSON.stringify(join(tests, name))}),`,
  );
  await build({
    stdin: {
      contents: `import { runSpecs } from './run-specs.ts';\nvoid runSpecs({\n${imports.join('\n')}\n});\n`,
      resolveDir: here,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['@cfq/source', 'module'],
    mainFields: ['module', 'main'],
    plugins: [outside],
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  return outfile;
}
