import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCsvDataset, prepareDataset, type PreparedDataset, type ReadableRow } from '@cfq/datasets';
import { lookAlikeText } from '../look-alikes/look-alike.ts';
import { lookAlikes } from '../look-alikes/look-alikes.ts';
import { adviseDenied, type Advised } from './advise.ts';

/** A policy as it stands in a schema's file, read by nothing of ours. */
interface WrittenRule {
  immutable?: boolean;
  direction?: 'increase' | 'decrease';
  bounds?: [number | null, number | null];
  step?: number;
  maxChange?: { amount?: number; percent?: number };
  moves?: Record<string, (string | number)[]>;
  reason?: string;
}
interface WrittenSchema {
  columns: Record<string, WrittenRule & { kind: string; integer?: boolean }>;
  policies: {
    actionable: {
      features: Record<string, WrittenRule>;
      relations?: { kind: string; lower: string; upper: string }[];
    };
  };
}

const schemas = [
  ['heloc', 'heloc', 700],
  ['south-german-credit', 'south-german', 600],
  ['give-me-some-credit', 'give-me-some-credit', 1000],
  ['loans', 'loans', 300],
] as const;
const margins = [0, 0.2] as const;

describe.each(schemas)('advice on %s', (name, schemaName, rows) => {
  let written: WrittenSchema;
  let dataset: PreparedDataset;
  /** At each margin. */
  let advised: Advised[][];

  beforeAll(async () => {
    const file = new URL(`../../examples/lenders/${schemaName}.yaml`, import.meta.url);
    const schema = await readFile(fileURLToPath(file), 'utf8');
    written = parse(schema) as WrittenSchema;
    const csv = lookAlikeText(
      lookAlikes.find((one) => one.name === name)!,
      { rows, seed: 1 },
    );
    const loaded = parseCsvDataset({ csv, schema });
    dataset = prepareDataset(loaded, { seed: 0 });
    advised = await adviseDenied({
      dataset,
      policy: loaded.policies['actionable'],
      decision: { kind: 'acceptance-rate', rate: 0.6 },
      margins,
      people: 60,
    });
  }, 120_000);

  const everyone = () => advised.flat();
  const changes = () =>
    everyone().flatMap(({ before, after }) =>
      Object.keys(before).flatMap((feature) =>
        before[feature] === after[feature] ? [] : [{ feature, from: before[feature]!, to: after[feature]! }],
      ),
    );

  it('reaches somebody, and the values that it names reach the margin that was promised', () => {
    advised.forEach((people, at) => {
      expect(people.length).toBeGreaterThan(0);
      for (const { margin } of people) expect(margin).toBeGreaterThan(margins[at]! - 1e-4);
    });
  });

  it('gives a reason for every feature that a person could be told to change', () => {
    const { columns, policies } = written;
    for (const [feature, column] of Object.entries(columns)) {
      if (column.immutable !== true) expect(policies.actionable.features[feature]?.reason).toMatch(/\.$/);
    }
  });

  it('keeps every rule of the schema and of its policy', () => {
    expect(changes().length).toBeGreaterThan(0);
    for (const { feature, from, to } of changes()) {
      const column = written.columns[feature]!;
      const rule = { ...column, ...written.policies.actionable.features[feature] };
      expect([feature, rule.immutable ?? false]).toEqual([feature, false]);
      if (column.kind === 'categorical') {
        if (rule.moves) expect(rule.moves[String(from)]?.map(String) ?? []).toContain(String(to));
        continue;
      }
      const [before, after] = [Number(from), Number(to)];
      if (rule.direction === 'decrease') expect(after).toBeLessThan(before);
      if (rule.direction === 'increase') expect(after).toBeGreaterThan(before);
      const step = rule.step ?? (column.integer === true ? 1 : undefined);
      if (step !== undefined) {
        const steps = after / step;
        // As exact as float32 is.
        expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-4 + 1e-6 * Math.abs(steps));
      }
      const [lowest, highest] = rule.bounds ?? [null, null];
      if (lowest !== null && before >= lowest) expect(after).toBeGreaterThanOrEqual(lowest);
      if (highest !== null && before <= highest) expect(after).toBeLessThanOrEqual(highest);
      const { amount = Infinity, percent = Infinity } = rule.maxChange ?? {};
      const most = Math.min(
        amount,
        (percent / 100) * Math.abs(before) || (percent === Infinity ? Infinity : 0),
      );
      expect(Math.abs(after - before)).toBeLessThanOrEqual(most * (1 + 1e-4) + 1e-4);
    }
  });

  it('keeps what one number is to another', () => {
    for (const { lower, upper } of written.policies.actionable.relations ?? []) {
      const ordered = (row: ReadableRow) => Number(row[lower]) <= Number(row[upper]);
      const numbers = (row: ReadableRow) => typeof row[lower] === 'number' && typeof row[upper] === 'number';
      const held = everyone().filter(({ before }) => numbers(before) && ordered(before));
      expect(held.length).toBeGreaterThan(0);
      for (const { after } of held) expect(ordered(after)).toBe(true);
    }
  });

  it('leaves alone what somebody has no number of', () => {
    for (const { before, after } of everyone()) {
      for (const { name: feature, kind } of dataset.featureSpace.features) {
        if (kind === 'numeric' && typeof before[feature] !== 'number')
          expect(after[feature]).toBe(before[feature]);
      }
    }
  });
});
