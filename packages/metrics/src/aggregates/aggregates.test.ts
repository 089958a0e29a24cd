import { describe, expect, it } from 'vitest';
import * as metrics from '../index.ts';
import { randomRecord } from '../testing/random-record.ts';
import { type Aggregate, aggregates, headingOf, recordStatistics, unitFactor } from './index.ts';

const catalogue: readonly Aggregate[] = Object.values(aggregates);
const record = randomRecord({ seed: 5, test: 80 });
const statistics = recordStatistics(record);
const groups = { test: statistics.test, denied: statistics.denied, margin: statistics.margins[1]! };

describe('the catalogue of aggregates', () => {
  it('says of each number what no other entry says', () => {
    for (const said of ['name', 'title', 'symbol', 'description'] as const) {
      expect(new Set(catalogue.map((one) => one[said])).size, said).toBe(catalogue.length);
    }
    expect(Object.keys(aggregates)).toEqual(catalogue.map(({ name }) => name));
  });

  it('lists what a record gives, scope by scope', () => {
    for (const [scope, found] of Object.entries(groups)) {
      const names = catalogue.filter((one) => one.scope === scope).map(({ name }) => name);
      expect(Object.keys(found).filter((name) => name !== 'kappa')).toEqual(names);
    }
  });

  it.each(catalogue)('calls $name after the metric that computes it', ({ name }) => {
    const functions = Object.keys(metrics).filter((key) => /^[a-z]/.test(key));
    // The two kinds of near misses have one metric.
    const metric = name.replace(/^nearMiss(Short|AllButOne)$/, 'nearMissFidelity$1');
    expect(functions.some((called) => metric.startsWith(called))).toBe(true);
  });

  it.each(catalogue)(
    '$name lies in its range, and is undefined where nobody is',
    ({ name, scope, range }) => {
      const of = (found: typeof groups) => (found[scope] as Record<string, metrics.Statistic>)[name]!;
      const { value, count } = of(groups);
      expect(count).toBeGreaterThan(0);
      expect(value).toBeGreaterThanOrEqual(range[0]);
      expect(value).toBeLessThanOrEqual(range[1]);
      expect(of(groups).over(new Int32Array(0))).toEqual({ value: NaN, count: 0 });
    },
  );

  it('marks what rests on a part of the record that may be left out', () => {
    const bare = recordStatistics(randomRecord({ seed: 5, test: 80, certified: false })).margins[1]!;
    const undefinedNames = catalogue.filter(
      ({ name, scope }) =>
        scope === 'margin' && (bare as unknown as Record<string, { count: number }>)[name]!.count === 0,
    );
    expect(undefinedNames.map(({ name }) => name)).toEqual(
      catalogue.filter(({ requires }) => requires === 'certified').map(({ name }) => name),
    );
  });

  it('heads columns with the unit where one could not guess it', () => {
    expect(headingOf(aggregates.agreement)).toBe('agreement %');
    expect(headingOf(aggregates.acceptanceDrift)).toBe('drift, points');
    expect(headingOf(aggregates.validityDrop)).toBe('VD');
    expect([unitFactor('percent'), unitFactor('points'), unitFactor('share')]).toEqual([100, 100, 1]);
  });
});

describe('recordStatistics', () => {
  it('computes a number when it is first read, and once', () => {
    const lazy = recordStatistics(record);
    expect(lazy.margins[0]!.directionSimilarity).toBe(lazy.margins[0]!.directionSimilarity);
    let reads = 0;
    const delta = new Proxy(record.margins[0]!.teacher.delta, {
      get: (matrix, key) => ((reads += 1), Reflect.get(matrix, key) as unknown),
    });
    const [first, ...rest] = record.margins;
    const watched = recordStatistics({
      ...record,
      margins: [{ ...first!, teacher: { ...first!.teacher, delta } }, ...rest],
    });
    const checked = reads;
    expect(watched.margins[0]!.validityDrop.count).toBeGreaterThan(0);
    expect(reads).toBe(checked);
    expect(watched.margins[0]!.directionSimilarity.count).toBeGreaterThan(0);
    expect(reads).toBeGreaterThan(checked);
  });
});
