import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as metrics from '@cfq/metrics';
import { aggregates } from '@cfq/metrics/aggregates';
import * as multiplicityMetrics from '@cfq/metrics/multiplicity';
import * as recourseMetrics from '@cfq/metrics/recourse';
import * as shiftMetrics from '@cfq/metrics/shift';
import { partKinds, partNouns, type PartKind } from '@cfq/parts';
import { observers } from '@cfq/quantizers';
import { methods } from '@cfq/training';
import { describe, expect, it } from 'vitest';
import { catalogue, kindPage, pageOf } from './catalogues.ts';

const site = fileURLToPath(new URL('..', import.meta.url));
const text = (page: string): string => readFileSync(`${site}${page}`, 'utf8');
const metricPages = ['recourse', 'decisions', 'margins', 'uncertainty', 'actions', 'many-models'].map(
  (name) => text(`metrics/${name}.md`),
);

describe('every part has a page of its own, or its place on the page of its kind', async () => {
  for (const kind of partKinds) {
    for (const { name } of await catalogue(kind)) {
      it(`${partNouns[kind]} ${name}`, () => {
        if (pageOf(kind, name) === null) expect(kindPage(kind).toLowerCase()).toContain(name);
        else expect(text(`${pageOf(kind, name)!.slice(1)}.md`)).toMatch(/^# .+$/m);
      });
    }
  }

  it.each(['quantizer', 'solver', 'allocator', 'sensitivity', 'term', 'dataset'])(
    'the page of a kind lists every %s',
    (kind) => {
      expect(kindPage(kind as PartKind)).toContain(`<PartsTable kind="${kind}" />`);
    },
  );
});

describe('packages', () => {
  it('stand on the floors that the page for contributors shows', () => {
    const root = new URL('../../../', import.meta.url);
    const folders = readdirSync(new URL('packages/', root)).map((name) => `packages/${name}`);
    const floors = [...folders, 'apps/benchmark', 'apps/docs'].map((folder) => {
      const { name, nx } = JSON.parse(readFileSync(new URL(`${folder}/package.json`, root), 'utf8')) as {
        readonly name: string;
        readonly nx: { readonly tags: readonly string[] };
      };
      const floor = nx.tags.find((tag) => tag.startsWith('floor:'))!.slice('floor:'.length);
      return `${folder.startsWith('apps/') ? folder : name} ${floor}`;
    });
    const page = text('getting-started/contributors.md');
    const shown = [...page.matchAll(/^\| (\d) +\| `([^`]+)`/gm)].map(
      ([, floor, name]) => `${name!} ${floor!}`,
    );
    expect(shown.sort()).toEqual(floors.sort());
  });
});

describe('every entry of a registry is documented', () => {
  it.each(Object.keys(observers))('observer %s', (name) => {
    expect(text('quantizers/index.md')).toContain(`\`${name}\``);
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

  const shown = Object.entries({ ...metrics, ...recourseMetrics, ...multiplicityMetrics, ...shiftMetrics })
    .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
    .map(([name]) => name)
    .filter((name) => !['parseRecord', 'serializeRecord', 'quantileSorted'].includes(name));
  it.each(shown)('metric %s has a worked example', (name) => {
    expect(metricPages.some((page) => page.includes(`${name}(`))).toBe(true);
  });

  it.each(Object.values(aggregates))(
    'the list says of $name what the catalogue says',
    ({ name, over, better }) => {
      // The two kinds of near misses have one metric.
      const called = name.replace(/^nearMiss(Short|AllButOne)$/, 'nearMissFidelity');
      const [row] = text('metrics/index.md')
        .split('\n')
        .map((line) => line.split('|').map((entry) => entry.trim()))
        .filter((entries) =>
          called.startsWith(entries[4]?.replaceAll('`', '').replace('Quantile', 'Q') || '–'),
        )
        .sort((one, other) => other[4]!.length - one[4]!.length);
      const whose = name === 'meanCostStudent' ? 'valid teacher actions' : over;
      const way = { 'closer-to-zero': 'closer to 0', none: '–', higher: 'higher', lower: 'lower' }[better];
      expect(row?.slice(2, 4)).toEqual([whose, way]);
    },
  );
});
