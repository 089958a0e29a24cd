import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allocators, sensitivities } from '@cfq/bit-allocation';
import { datasets, type Dataset } from '@cfq/datasets';
import * as metrics from '@cfq/metrics';
import { observers, quantizers } from '@cfq/quantizers';
import { solvers } from '@cfq/recourse';
import { methods } from '@cfq/training';
import { describe, expect, it } from 'vitest';

const site = fileURLToPath(new URL('..', import.meta.url));
const text = (page: string): string => readFileSync(`${site}${page}`, 'utf8');
const metricPages = ['recourse', 'decisions', 'margins', 'uncertainty'].map((name) =>
  text(`metrics/${name}.md`),
);

describe('every entry of a registry is documented', () => {
  it.each(Object.keys(quantizers))('quantizer %s has a page, linked from the list', (name) => {
    expect(existsSync(`${site}quantizers/${name}.md`)).toBe(true);
    expect(text('quantizers/index.md')).toContain(`(./${name})`);
  });

  it.each(Object.keys(observers))('observer %s', (name) => {
    expect(text('quantizers/index.md')).toContain(`\`${name}\``);
  });

  it.each(Object.keys(solvers))('solver %s', (name) => {
    expect(text('recourse/solvers.md')).toContain(`## \`${name}\``);
  });

  it.each(Object.keys(methods))('method %s is explained', (name) => {
    expect(text('methods.md')).toContain(`\`${name}\``);
  });

  const faithfulTerms = methods['cfq-faithful'].terms.map(({ term }) => term.name);
  it.each(faithfulTerms)('term %s of cfq-faithful is explained', (name) => {
    expect(text('methods.md')).toContain(`| \`${name}\``);
  });

  it('the ablation that the page on methods includes is where it looks for it', () => {
    expect(text('methods.md')).toContain('packages/training/README.md#buys');
    expect(text('../../packages/training/README.md')).toMatch(
      /<!-- #region buys -->[^]+<!-- #endregion buys -->/,
    );
  });

  it.each(Object.keys(allocators))('allocator %s', (name) => {
    expect(text('bit-allocation.md').toLowerCase()).toContain(name);
  });

  it.each(Object.keys(sensitivities))('sensitivity %s', (name) => {
    expect(text('bit-allocation.md')).toContain(name);
  });

  const published = Object.values<Dataset>(datasets).filter(({ originals }) => originals.length > 0);
  it.each(published.map(({ name }) => name))('data set %s', (name) => {
    expect(text('protocol.md').toLowerCase()).toContain(name);
  });

  const shown = Object.entries(metrics)
    .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
    .map(([name]) => name)
    .filter((name) => !['parseRecord', 'serializeRecord', 'quantileSorted'].includes(name));
  it.each(shown)('metric %s has a worked example', (name) => {
    expect(metricPages.some((page) => page.includes(`${name}(`))).toBe(true);
  });
});
