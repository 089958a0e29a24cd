import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** The module that lists the parts of each kind, from the root of the repository. */
const catalogueFiles = {
  allocator: 'packages/bit-allocation/src/allocators/catalogue.ts',
  dataset: 'packages/datasets/src/sets/catalogue.ts',
  method: 'packages/training/src/methods/catalogue.ts',
  quantizer: 'packages/quantizers/src/quantizers/catalogue.ts',
  sensitivity: 'packages/bit-allocation/src/sensitivities/catalogue.ts',
  solver: 'packages/recourse/src/solvers/catalogue.ts',
  term: 'packages/training/src/terms/catalogue.ts',
} as const;

/** A part, `kind/name`, and what the catalogue of its kind exports it as. */
export interface ExportedPart {
  readonly piece: string;
  readonly kind: keyof typeof catalogueFiles;
  readonly symbol: string;
}

/** Loads the catalogues, bundled into a folder for as long, and asks every part for its name. */
export async function exportedParts(
  top: string,
  folder: string,
  options: BuildOptions,
): Promise<ExportedPart[]> {
  const kinds = Object.entries(catalogueFiles);
  const imports = kinds.map(([kind, file]) => `import * as ${kind} from ${JSON.stringify(join(top, file))};`);
  const outfile = join(folder, `parts-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`);
  mkdirSync(folder, { recursive: true });
  try {
    await build({
      ...options,
      outfile,
      write: true,
      stdin: {
        contents: `${imports.join('\n')}
const names = (parts) => Object.entries(parts).map(([symbol, { name }]) => [symbol, name]);
process.stdout.write(JSON.stringify({ ${kinds.map(([kind]) => `${kind}: names(${kind})`).join(', ')} }));`,
        resolveDir: top,
      },
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
      },
    });
    // In a process of its own: TF.js is in this one already.
    const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
    const names = JSON.parse(stdout) as Record<keyof typeof catalogueFiles, [symbol: string, name: string][]>;
    return Object.entries(names).flatMap(([kind, parts]) =>
      parts.map(([symbol, name]) => ({
        piece: `${kind}/${name}`,
        kind: kind as keyof typeof catalogueFiles,
        symbol,
      })),
    );
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** A module of its own for each part. */
export function entriesOf(top: string, exported: readonly ExportedPart[]): Plugin {
  const byPiece = new Map(exported.map((one) => [one.piece, one]));
  return {
    name: 'part-entries',
    setup(bundle) {
      bundle.onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'part' }));
      bundle.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => {
        const { kind, symbol } = byPiece.get(path)!;
        const catalogue = join(top, catalogueFiles[kind]);
        return {
          contents: `export { ${symbol} } from ${JSON.stringify(catalogue)};`,
          resolveDir: top,
        };
      });
    },
  };
}
