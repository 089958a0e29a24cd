import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the bundled command under test. */
    readonly cli: string;
  }
}

/** Bundles the command once for the whole test run, as the `bundle` script does, and removes it afterwards. */
export default async function buildCli(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outDir = `${root}node_modules/.cache/cfq-under-test-${process.pid}`;
  // tsup reads the dependencies to leave out from the folder it runs in.
  const previous = process.cwd();
  process.chdir(root);
  try {
    await build({ config: `${root}tsup.config.ts`, outDir, dts: false, silent: true });
  } finally {
    process.chdir(previous);
  }
  project.provide('cli', `${outDir}/cli.js`);
  return () => rmSync(outDir, { recursive: true, force: true });
}
