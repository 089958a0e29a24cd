import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { entriesOf, exportedParts } from './catalogued-parts.build.ts';
import { partsNamedIn } from './parts-named-in.build.ts';
import type { CodePieces } from './src/cells/code/code-version.ts';

/** What the pieces of the code are taken from. */
export interface CodePiecesInput {
  /** The entry of the code that computes, relative to `root`. */
  readonly entry: string;
  readonly root: string;
  /** How imports resolve, as in the bundle that is shipped. */
  readonly plugins: readonly Plugin[];
  /** Versions of what stays outside of the bundle and decides numbers. */
  readonly versions: Readonly<Record<string, string>>;
  /** Reads a source file; default: from the disk. */
  readonly read?: ((path: string) => string) | undefined;
}

const digits = 16;
/** Every part is traced by it: a change of it is one of every cell. */
const compiler = '@cfq/jit';
/** What plug-ins may import from the command, beside the base. */
const hostPiece = 'plugin/host';
const isSource = /\.ts$/;
const repository = (root: string): string => join(root, '../..');

/**
 * The code that computes in pieces, each with the start of a SHA-256. A piece of the base is what every cell reaches of a
 * package; a part is what it reaches beside the base. A file counts whole, without comments and formatting, where
 * anything of it is reached; data sets by their rows, not here.
 */
export async function codePiecesOf(input: CodePiecesInput): Promise<CodePieces> {
  const { entry, root, versions, read = (path: string) => readFileSync(path, 'utf8') } = input;
  const top = repository(root);
  const textOf = new Map<string, string>();
  /** Gives esbuild the sources, and remembers what it was given. */
  const sources: Plugin = {
    name: 'sources',
    setup(bundle) {
      bundle.onLoad({ filter: isSource }, ({ path }) => {
        const contents = read(path);
        textOf.set(path, contents);
        return { contents, loader: 'ts' };
      });
    },
  };
  const options = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    legalComments: 'none',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@cfq/source'],
    packages: 'bundle',
    external: [...Object.keys(versions), '@tensorflow/tfjs-node', 'workerpool'],
    loader: { '.node': 'empty' },
    logLevel: 'silent',
    plugins: [...input.plugins, generatedRowsLeftOut, sources],
  } satisfies BuildOptions;
  const reached = ({ outputs }: Metafile, output: string): string[] =>
    Object.entries(outputs[output]!.inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 && !/^(?:base|part|empty):/.test(file) ? [join(root, file)] : [],
    );
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (path: string): Promise<string> => {
    const known = hashes.get(path) ?? hashOfFile(path, textOf.get(path));
    hashes.set(path, known);
    return known;
  };
  const hashOfAll = async (paths: readonly string[]): Promise<string> => {
    const each = paths
      .toSorted()
      .map(async (path) => `${portable(relative(top, path))} ${await hashOf(path)}`);
    return shortHash((await Promise.all(each)).join('\n'));
  };

  const { metafile: worker } = await build({
    ...options,
    outdir: 'out',
    entryPoints: { base: 'base:' },
    plugins: [baseEntry(entry, root), nothingByName, ...options.plugins],
  });
  const base = reached(worker, 'out/base.js');
  const files = new Map<string, string[]>();
  const pieces: Record<string, string> = { ...versions };
  for (const path of base) {
    const { name, version } = packageOf(portable(relative(top, path)), top);
    if (version === undefined) files.set(name, [...(files.get(name) ?? []), path]);
    else pieces[name] = version;
  }
  const libraries = Object.keys(pieces);
  for (const [name, paths] of files) pieces[name] = await hashOfAll(paths);

  const inBase = new Set(base);
  const exported = await exportedParts(top, join(root, 'node_modules/.cache/cfq'), options);
  const { metafile: every } = await build({
    ...options,
    outdir: 'out',
    // All of these are in the base.
    external: [...options.external, compiler, ...libraries],
    entryPoints: {
      [hostPiece]: 'src/plugins/host-modules.ts',
      ...Object.fromEntries(exported.map(({ piece }) => [piece, `part:${piece}`])),
    },
    plugins: [entriesOf(top, exported), ...options.plugins],
  });
  const parts = new Map<string, string>();
  for (const piece of [hostPiece, ...exported.map((one) => one.piece)]) {
    parts.set(piece, await hashOfAll(reached(every, `out/${piece}.js`).filter((path) => !inBase.has(path))));
  }
  // What the base names is run by every cell.
  const all = [...parts.keys()];
  const named = await Promise.all(
    base.map(async (path) => {
      const text = textOf.get(path);
      return text === undefined ? [] : partsNamedIn(portable(relative(top, path)), await plain(text), all);
    }),
  );
  for (const piece of new Set(named.flat())) {
    pieces[piece] = parts.get(piece)!;
    parts.delete(piece);
  }
  return { base: sorted(pieces), parts: sorted(Object.fromEntries(parts)) };
}

/** The code that computes, with all of the compiler, whatever of it is used. */
const baseEntry = (entry: string, root: string): Plugin => ({
  name: 'base-entry',
  setup(bundle) {
    bundle.onResolve({ filter: /^base:$/ }, ({ path }) => ({ path, namespace: 'base' }));
    bundle.onLoad({ filter: /.*/, namespace: 'base' }, () => ({
      contents: `import ${JSON.stringify(`./${entry}`)};\nexport * from '${compiler}';`,
      resolveDir: root,
    }));
  },
});

/** Catalogues hold nothing, their parts remain to be imported one by one; nor is anything there for plug-ins. */
const nothingByName: Plugin = {
  name: 'nothing-by-name',
  setup(bundle) {
    bundle.onResolve({ filter: /\/catalogue\.ts$/ }, ({ path, importer }) =>
      importer.endsWith('/index.ts') ? undefined : { path, namespace: 'empty' },
    );
    bundle.onResolve({ filter: /\/host-modules\.ts$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, ({ path }) => ({
      contents: path.endsWith('/host-modules.ts') ? 'export const hostModules = () => ({});' : '',
    }));
  },
};

/** Embedded rows are hashed cell by cell, with all that is done to them. */
const generatedRowsLeftOut: Plugin = {
  name: 'generated-rows-left-out',
  setup(bundle) {
    bundle.onResolve({ filter: /\.generated\.ts$/ }, () => ({ path: 'generated-rows', external: true }));
  },
};

async function hashOfFile(path: string, text: string | undefined): Promise<string> {
  if (text === undefined) return shortHash(readFileSync(path));
  const { code } = await transform(text, { loader: 'ts', minify: true, legalComments: 'none' });
  return shortHash(code);
}

async function plain(text: string): Promise<string> {
  return (await transform(text, { loader: 'ts', legalComments: 'none' })).code;
}

const shortHash = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex').slice(0, digits);

const portable = (path: string): string => path.replaceAll('\\', '/');

/** `@cfq/jit` of `packages/jit/src/jit.ts`; the name and version of a library, which changes with it only. */
function packageOf(path: string, top: string): { readonly name: string; readonly version?: string } {
  const [folder, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/.exec(path) ?? [];
  if (folder === undefined || name === undefined) return { name: `@cfq/${path.split('/')[1]!}` };
  const { version } = JSON.parse(readFileSync(join(top, folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { name, version };
}

const sorted = (pieces: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(pieces).sort(([a], [b]) => (a < b ? -1 : 1)));
