import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { costNorms } from '@cfq/recourse';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportSettings } from '../commands/export/export-settings.ts';
import { replicateSettings } from '../commands/replicate/replicate-settings.ts';
import { runSettings } from '../commands/run/run-settings.ts';
import { tuneSettings } from '../commands/tune/tune-settings.ts';
import { program } from '../program.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import type { CommandSettings } from './command-settings.ts';
import { renderConfiguration } from './render-configuration.ts';
import { resolveSettings } from './resolve-settings.ts';

const all = [runSettings, replicateSettings, tuneSettings, exportSettings] as unknown as CommandSettings[];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-render-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const word = fc.stringMatching(/^[a-z][a-z0-9/-]{0,8}$/);
const text = fc.oneof(
  word,
  fc.constantFrom('true', 'null', '4', '1e3', '~', '- a', 'a: b', '#', '@x', 'ä κ', '*y'),
);
const several = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 4 });
const budget = fc.double({ min: 0, max: 32, minExcluded: true, noNaN: true });
const amount = fc.double({ min: 0.001, max: 10, noNaN: true });
const seeds = several(fc.nat(1000)).map((list) => [...list].sort((a, b) => a - b));
const margins = several(fc.double({ min: 0.001, max: 100, noNaN: true })).map((list) => [
  0,
  ...[...list].sort((a, b) => a - b),
]);
const backbone = fc.oneof(
  fc.constant('logistic'),
  several(fc.integer({ min: 1, max: 4096 })).map((widths) => `mlp:${widths.join('-')}`),
);
const overrides = fc.dictionary(
  fc.constantFrom('terms.valid', 'terms.bit-cost', 'length.steps', 'perChannel', 'allocator'),
  fc.uniqueArray(fc.oneof(fc.integer(), fc.boolean(), text), { minLength: 1, maxLength: 3 }),
);
const path = several(word.map((name) => name.replaceAll('/', '-'))).map((parts) => join(tmpdir(), ...parts));
const policy = fc.oneof(
  fc.constantFrom('literature', 'actionable', 'schema'),
  path.map((file) => `${file}.yaml`),
);
const plugin = fc.oneof(
  word.filter((name) => !name.startsWith('/')),
  path.map((file) => `${file}.ts`),
);

/** Any value of every key that a command may have. */
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...{
    datasets: several(text),
    methods: several(text),
    families: several(text),
    solver: text,
    evaluationSolver: text,
    dataset: text,
    method: text,
  },
  ...{
    backbones: several(backbone),
    backbone,
    seeds,
    seed: fc.nat(),
    margins,
    quick: fc.boolean(),
    lowering: fc.constantFrom('qdq', 'integer'),
    by: text,
  },
  ...{
    overrides,
    solverOptions: fc.dictionary(
      fc.constantFrom('preset', 'chunk', 'asPublished'),
      fc.oneof(fc.integer(), fc.boolean(), text),
    ),
    sample: fc.integer({ min: 1, max: 100_000 }),
    optimalityGap: fc.integer({ min: 0, max: 100_000 }),
    certificates: fc.constantFrom([0], [0, 0.05]),
    roundings: fc.uniqueArray(fc.integer({ min: 2, max: 16 }), { minLength: 1, maxLength: 3 }),
    grid: overrides,
    records: fc.boolean(),
    json: fc.boolean(),
    plugins: fc.uniqueArray(plugin, { maxLength: 3 }),
  },
  ...{
    teacher: fc.record(
      {
        ...{ epochs: fc.integer({ min: 1, max: 500 }), decay: amount, learningRate: amount },
        ...{ batch: fc.integer({ min: 1, max: 500 }), decayScale: amount, dropout: fc.constantFrom(0, 0.2) },
        keep: fc.constantFrom('loss', 'accuracy', 'last'),
      },
      { requiredKeys: [] },
    ),
    threshold: fc.oneof(
      fc.constantFrom('f1', 'youden', 'cost:5:1', 'acceptance:0.8'),
      fc.integer({ min: 1, max: 99 }).map((hundredths) => String(hundredths / 100)),
    ),
    classWeights: fc.oneof(
      fc.constantFrom('none', 'balanced'),
      fc.record({ favourable: amount, unfavourable: amount }),
    ),
  },
  ...{ csv: path, schema: path, out: path, dataDir: path },
  ...{ jobs: fc.integer({ min: 1, max: 1024 }), threads: fc.integer({ min: 1, max: 1024 }) },
};

/** `bits`, `cost` and `constraints` are lists in a run and single values elsewhere; `actions` in a replication too. */
function valuesOf(settings: CommandSettings, key: string): fc.Arbitrary<unknown> {
  if (key === 'actions') return ['run', 'replicate'].includes(settings.command) ? several(policy) : policy;
  const isRun = settings.command === 'run';
  const single = {
    bits: budget,
    inputBits: fc.integer({ min: 1, max: 16 }),
    sensitivity: text,
    allocator: text,
    spend: fc.constantFrom('bits', 'bytes', 'bit-operations'),
    cost: fc.constantFrom(...costNorms),
    constraints: fc.constantFrom('restrictive', 'moderate', 'permissive'),
  }[key];
  if (single !== undefined) return isRun ? several<unknown>(single) : single;
  return values[key]!;
}

describe.each(all.map((settings) => [settings.command, settings] as const))('cfq %s', (command, settings) => {
  const keys = Object.keys(settings.shape);
  const filled = Object.keys(settings.defaults());
  const complete = fc.record(Object.fromEntries(keys.map((key) => [key, valuesOf(settings, key)])), {
    requiredKeys: filled,
  });

  it('reads what it prints back as the same, wherever the file stands', () => {
    fc.assert(
      fc.property(complete, fc.constantFrom('.', 'a', 'a/b'), (given, where) => {
        const place = join(folder, where);
        mkdirSync(place, { recursive: true });
        const file = join(place, 'study.yaml');
        const printed = renderConfiguration(settings, given, place);
        writeFileSync(file, printed);
        const read = resolveSettings(settings, { config: file }).values;
        expect(read).toEqual(given);
        expect(renderConfiguration(settings, read, place)).toBe(printed);
      }),
      { numRuns: 60 },
    );
  });

  it('prints paths relative to the place of the file', () => {
    const given = { ...settings.defaults(), out: join(folder, 'out'), plugins: [join(folder, 'p.ts')] };
    expect(renderConfiguration(settings, given, join(folder, 'out'))).toMatch(/^out: \.$/m);
    expect(renderConfiguration(settings, given, join(folder, 'out'))).toMatch(
      /^plugins: \[ ?\.\.\/p\.ts ?\]$/m,
    );
    expect(renderConfiguration(settings, given, folder)).toMatch(/^plugins: \[ ?\.\/p\.ts ?\]$/m);
    expect(relative(folder, given.out)).toBe('out');
  });

  it('has a key for every flag but those of display, of logs and of shards, and help shows the defaults there are', () => {
    const options = program(sampleTerminal(), () => undefined).commands.find(
      (one) => one.name() === command,
    )!.options;
    const flags = options
      .map(({ long }) => long?.slice(2))
      .filter((flag) => !/^((print-)?config|show|wide|shard|estimate|queue|log)$/.test(flag!));
    const known = keys.filter((key) => key !== 'families').map((key) => settings.flags[key]!.flag);
    expect(flags.sort()).toEqual(known.sort());
    const defaults: Readonly<Record<string, unknown>> = settings.defaults();
    for (const key of keys) {
      const { flag, read } = settings.flags[key]!;
      const option = options.find(({ long }) => long === `--${flag}`);
      const shown = option?.defaultValueDescription;
      // Of a default that depends on the data, help has words.
      if (option === undefined || shown === undefined || !(key in defaults)) continue;
      const parsed = settings.shape[key] as unknown as { parse: (value: unknown) => unknown };
      expect([flag, parsed.parse(read === undefined ? shown : read(flag, shown as never))]).toEqual([
        flag,
        defaults[key],
      ]);
      expect(option.defaultValue).toBeUndefined();
    }
  });
});
