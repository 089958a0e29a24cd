import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const programs = {
  worker: new URL('./fake-worker.ts', import.meta.url),
  submitter: new URL('./fake-submitter.ts', import.meta.url),
};

/** Bundles the programs of this folder into a file each, so that a process of one starts at once. */
export async function bundledPrograms(): Promise<{
  readonly folder: string;
  readonly pathOf: (name: keyof typeof programs) => string;
}> {
  const outdir = mkdtempSync(join(tmpdir(), 'cfq-fault-programs-'));
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(programs).map(([name, program]) => [name, fileURLToPath(program)]),
    ),
    ...{ outdir, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm' },
    ...{ conditions: ['@cfq/source'], external: ['pg-native'], logLevel: 'error' },
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
  });
  return { folder: outdir, pathOf: (name) => join(outdir, `${name}.mjs`) };
}
