import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { codeVersionOf } from '../../code-version.build.ts';
import { jitImports } from '../../jit-imports.build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Gives one source file other contents, as if it had been edited. */
function edited(file: RegExp, change: (text: string) => string): Plugin {
  return {
    name: 'edited',
    setup(bundle) {
      bundle.onLoad({ filter: file }, ({ path }) => ({
        contents: change(readFileSync(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}

const versionWith = (plugins: readonly Plugin[], versions = { 'onnxruntime-node': '1.0.0' }) =>
  codeVersionOf({ entry: 'src/cell-worker.ts', root, plugins: [jitImports, ...plugins], versions });

describe('the code version', () => {
  it('changes with a package that computes, not with its comments, nor with what only reports', async () => {
    const metric = /metrics\/src\/(?:.*\/)?relative-cost-gaps\.ts$/;
    const own = await versionWith([]);
    expect(own).toMatch(/^[0-9a-f]{16}$/);
    expect(await versionWith([])).toBe(own);
    const commented = edited(metric, (text) => `// More is said here.\n${text}\n\n\n/** And there. */\n`);
    expect(await versionWith([commented])).toBe(own);
    const changed = edited(metric, (text) => text.replace('- teacherCost[row]!)', '+ teacherCost[row]!)'));
    expect(await versionWith([changed])).not.toBe(own);
    const report = edited(/benchmark\/src\/tables\/result-tables\.ts$/, () => 'throw new Error("reached");');
    expect(await versionWith([report])).toBe(own);
    expect(await versionWith([], { 'onnxruntime-node': '1.0.1' })).not.toBe(own);
  });
});
