import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as aggregates from './aggregates/index.ts';
import * as everything from './index.ts';
import * as multiplicity from './multiplicity/index.ts';
import * as recourse from './recourse/index.ts';
import * as shift from './shift/index.ts';

async function bundle(names: string, entry = './index.ts'): Promise<string> {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const stdin = { contents: `export { ${names} } from '${entry}';`, resolveDir };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]!.text;
}

describe('the package', () => {
  it('bundles a single metric without the others', async () => {
    const text = await bundle('validityDrop');
    const defines = (name: string) => new RegExp(`\\b(function|class|const|var) ${name}\\b`).test(text);
    const others = Object.keys(everything).filter((name) => !['validityDrop', 'MetricsError'].includes(name));
    expect(defines('validityDrop')).toBe(true);
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter(defines)).toEqual([]);
    expect(text).not.toMatch(/Resample|Interval|cfq-record/);
  });

  it('needs nothing but the language: no import and no platform global', async () => {
    for (const text of [
      await bundle(Object.keys(everything).join(', ')),
      await bundle(Object.keys(aggregates).join(', '), './aggregates/index.ts'),
      await bundle(Object.keys(recourse).join(', '), './recourse/index.ts'),
      await bundle(Object.keys(multiplicity).join(', '), './multiplicity/index.ts'),
      await bundle(Object.keys(shift).join(', '), './shift/index.ts'),
    ]) {
      expect(text).not.toMatch(/\bimport\b|\brequire\b|\bprocess\b|\bBuffer\b|\bwindow\b|\bdocument\b/);
    }
  });

  it('leaves the catalogue of aggregates to its own entry', async () => {
    const text = await bundle(Object.keys(everything).join(', '));
    expect(text).not.toContain(aggregates.aggregates.validityDrop.description);
  });
});
