import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/benchmark-error.ts';
import { sampleSettings } from '../testing/sample-cell.ts';
import { planCells, type PlannedCell } from './plan-cells.ts';
import { parseShard, shardsOf } from './shard.ts';

const cellsOf = (datasets: readonly string[], seeds: number, methods: readonly string[]): PlannedCell[] =>
  planCells(
    datasets.flatMap((dataset) =>
      Array.from({ length: seeds }, (_, seed) =>
        methods.map((method) => sampleSettings({ dataset, seed, method })),
      ).flat(),
    ),
    {
      protocol: 1,
      codeVersionOf: () => 'c0de',
      sourceOf: (name) => name,
      recipeOf: () => null,
      teacherOf: () => 'standard',
    },
  );
const weightOf = ({ settings }: PlannedCell) => (settings.dataset === 'adult' ? 10 : 1);

describe('shardsOf', () => {
  it('has every cell once, whatever the order, and keeps teachers together while there are enough', () => {
    const cells = cellsOf(['adult', 'german'], 4, ['lsq', 'kd', 'cfq']);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.shuffledSubarray(cells, { minLength: cells.length }),
        (count, shuffled) => {
          const shards = shardsOf(cells, count, weightOf);
          expect(shards).toHaveLength(count);
          expect(
            shards
              .flat()
              .map(({ hash }) => hash)
              .sort(),
          ).toEqual(cells.map(({ hash }) => hash).sort());
          const hashes = (one: readonly PlannedCell[]) => one.map(({ hash }) => hash).sort();
          expect(shardsOf(shuffled, count, weightOf).map(hashes)).toEqual(shards.map(hashes));
          const teachers = shards.map((own) => new Set(own.map(({ shared }) => shared.teacher)));
          const trained = teachers.reduce((sum, { size }) => sum + size, 0);
          if (count <= 8) expect(trained).toBe(8);
          expect(shards.filter((own) => own.length === 0)).toHaveLength(Math.max(0, count - cells.length));
        },
      ),
    );
  });

  it('is about as heavy everywhere: no shard is heavier than the mean and one teacher', () => {
    const cells = cellsOf(['adult', 'german'], 5, ['lsq', 'kd', 'cfq']);
    for (const count of [2, 3, 4]) {
      const weights = shardsOf(cells, count, weightOf).map((own) =>
        own.reduce((sum, cell) => sum + weightOf(cell), 0),
      );
      const mean = weights.reduce((sum, one) => sum + one, 0) / count;
      expect(Math.max(...weights)).toBeLessThanOrEqual(mean + 30);
    }
  });
});

describe('parseShard', () => {
  it('reads i/n', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, count: 8 });
    expect(parseShard(' 1/1 ')).toEqual({ index: 1, count: 1 });
  });

  it.each(['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1/4/2', '1.5/4', ''])('refuses %j', (text) => {
    expect(() => parseShard(text)).toThrow(UsageError);
    expect(() => parseShard(text)).toThrow(/^--shard: .*as in 2\/8/);
  });
});
