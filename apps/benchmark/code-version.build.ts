import { createHash } from 'node:crypto';
import { build, type Plugin } from 'esbuild';

/** What the code version is taken over. */
export interface CodeVersionInput {
  /** The entry of the code that computes, relative to `root`. */
  readonly entry: string;
  readonly root: string;
  /** How imports resolve, as in the bundle that is shipped. */
  readonly plugins: readonly Plugin[];
  /** Versions of what stays outside of the bundle and decides numbers. */
  readonly versions: Readonly<Record<string, string>>;
}

const digits = 16;

/**
 * The version of the code that computes: the start of the SHA-256 of its minified bundle, so that neither comments nor
 * formatting count, nor code that it does not reach. Data sets count by their rows, not here.
 */
export async function codeVersionOf({ entry, root, plugins, versions }: CodeVersionInput): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    // Names that only stand for positions in files must not move the hash.
    legalComments: 'none',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@cfq/source'],
    packages: 'bundle',
    external: [...Object.keys(versions), '@tensorflow/tfjs-node', 'workerpool'],
    loader: { '.node': 'empty' },
    plugins: [...plugins, generatedRowsLeftOut],
    logLevel: 'silent',
    outdir: 'out',
  });
  const hash = createHash('sha256').update(JSON.stringify(versions));
  for (const { contents } of outputFiles) hash.update(contents);
  return hash.digest('hex').slice(0, digits);
}

/** Embedded rows are hashed cell by cell, with all that is done to them. */
const generatedRowsLeftOut: Plugin = {
  name: 'generated-rows-left-out',
  setup(bundle) {
    bundle.onResolve({ filter: /\.generated\.ts$/ }, ({ path }) => ({ path, external: true }));
  },
};
