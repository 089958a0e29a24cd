import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/benchmark-error.ts';
import { runConfiguration } from '../commands/run/run-configuration.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-config-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes files into the folder and gives the path of the first. */
function files(texts: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return join(folder, Object.keys(texts)[0]!);
}

const read = (config: string, flags: object = {}) => runConfiguration({ ...flags, config }).configuration;

describe('a configuration file', () => {
  it('holds what the flags hold, one value or a list', () => {
    const config = files({
      'study.yaml': `
        datasets: [german, compas]
        methods: lsq
        bits: [4, 2.5]
        seeds: [0-2, 7]
        backbones: ['mlp:8', logistic]
        margins: [0.4, 0.2]
        cost: [l1, l2]
        overrides: { eta: [0.5, 1], length.steps: 40, allocator: uniform, perChannel: false }
        records: true
        out: results
      `,
    });
    const flags = {
      ...{
        dataset: 'german,compas',
        method: 'lsq',
        bits: '4,2.5',
        seeds: '0-2,7',
        backbone: 'mlp:8,logistic',
      },
      ...{ margins: '0.4,0.2', cost: 'l1,l2', records: true, out: join(folder, 'results') },
      override: ['eta=0.5,1', 'length.steps=40', 'allocator=uniform', 'perChannel=false'],
    };
    expect(read(config)).toEqual(runConfiguration(flags).configuration);
  });

  it('is overruled by flags, of which your own data take the place of named datasets', () => {
    const config = files({ 'study.yaml': 'datasets: german\nmethods: lsq\nbits: 3\nseeds: 5\n' });
    expect(read(config, { bits: '6' })).toMatchObject({ datasets: ['german'], bits: [6], seeds: [5] });
    const own = read(config, { csv: 'a.csv', schema: 'a.yaml' });
    expect([own.datasets, own.csv, own.schema]).toEqual([undefined, 'a.csv', 'a.yaml']);
  });

  it('may be JSON, and may be empty where flags say everything', () => {
    expect(read(files({ 'a.json': '{ "datasets": "german", "methods": ["lsq"] }' })).methods).toEqual([
      'lsq',
    ]);
    expect(read(files({ 'b.yaml': '' }), { dataset: 'german', method: 'cfq' }).methods).toEqual(['cfq']);
  });

  it('includes others, of which a later one and then the file itself count more, paths relative to each', () => {
    const config = files({
      'study.yaml': 'include: [base/one.yaml, base/two.yaml]\nbits: 8\ncsv: own.csv\n',
      'base/one.yaml': 'methods: lsq\nbits: 3\nseeds: 1\ncost: l2\n',
      'base/two.yaml': 'include: deep/three.yaml\nseeds: 2\n',
      'base/deep/three.yaml': 'schema: loans.yaml\nout: ../../results\nplugins: [./mine.ts, some-package]\n',
    });
    expect(read(config)).toMatchObject({
      ...{ methods: ['lsq'], bits: [8], seeds: [2], cost: ['l2'], csv: join(folder, 'own.csv') },
      ...{ schema: join(folder, 'base/deep/loans.yaml'), out: join(folder, 'results') },
      plugins: [join(folder, 'base/deep/mine.ts'), 'some-package'],
    });
  });

  it('may be included twice, but not by itself, and not too deep', () => {
    const twice = files({
      'a.yaml': 'include: [b.yaml, c.yaml]\ndatasets: german\nmethods: lsq\n',
      ...{ 'b.yaml': 'include: c.yaml\n', 'c.yaml': 'bits: 3\n' },
    });
    expect(read(twice).bits).toEqual([3]);
    const circle = files({ 'x.yaml': 'bits: 3\ninclude:\n  - y.yaml\n', 'y.yaml': 'include: ./x.yaml\n' });
    expect(() => read(circle)).toThrow(
      /y\.yaml:1: include: .* in a circle \(.*x\.yaml → .*y\.yaml → .*x\.yaml\)/,
    );
    const itself = files({ 'self.yaml': 'include: self.yaml\n' });
    expect(() => read(itself)).toThrow(/self\.yaml:1: include: .* in a circle/);
    const chain = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`${at}.yaml`, `include: ${at + 1}.yaml\n`]),
    );
    expect(() => read(files(chain))).toThrow(/9\.yaml:1: include: at most 10 files/);
  });

  it.each<[string, string, string]>([
    ['an unknown key', 'methods: lsq\nbist: 4\n', '2: unknown key "bist" (known: '],
    ['a key of the wrong spelling', 'seeds: 0\ndataset: german\n', '2: unknown key "dataset"'],
    [
      'a value of another kind',
      'methods:\n  - lsq\nbits:\n  - 4\n  - four\n',
      '5: bits: must be a number of bits',
    ],
    [
      'a value out of range',
      'bits: [4,\n  64]\n',
      '2: bits: must be at most 32 (got 64, place 2 of the list).',
    ],
    ['a single value out of range', '\n\nbits: 0\n', '3: bits: must be above 0 (got 0).'],
    ['seeds that are none', 'seeds: [0, x]\n', '1: seeds: must be whole numbers and ascending ranges'],
    ['an unknown backbone', 'backbones: cnn\n', '1: backbones: must be logistic or mlp:<widths>'],
    ['an unknown norm', 'cost: l0\n', '1: cost: '],
    ['an unknown override', 'overrides:\n  etta: 1\n', 'overrides: unknown name "etta"'],
    ['one override under two names', 'overrides: { eta: 1, terms.valid: 2 }\n', 'names terms.valid twice'],
    ['a list of nothing', 'methods: []\n', '1: methods: must not be empty'],
    ['a key twice', 'bits: 4\nbits: 3\n', '2: key "bits" stands twice in one map'],
    ['no YAML', 'bits: [4\n', 'study.yaml:'],
    ['a tag nobody knows', 'bits: !four 4\n', '1: Unresolved tag'],
    ['a list in the place of settings', '- lsq\n', '1: must be a map of settings'],
    ['an absolute include', 'include: /etc/study.yaml\n', '1: include: must be relative to this file'],
    ['an include that is not there', 'bits: 4\ninclude: none.yaml\n', '2: include: cannot read'],
    ['half a switch', 'records: maybe\n', '1: records: must be true or false (got "maybe").'],
    ['too many processes', 'jobs: 5000\n', '1: jobs: must be at most 1024 (got 5000).'],
  ])('is refused with file, line and key: %s', (_, text, message) => {
    const config = files({ 'study.yaml': text });
    const attempt = () => read(config);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/study\.yaml:\d+: /);
  });

  it('names everything that is wrong with a file, in its order, and the nearest known key', () => {
    const config = files({ 'study.yaml': 'bits: 0\nmethod: lsq\nsede: 3\n' });
    expect(() => read(config)).toThrow(
      /study\.yaml:1: bits: .*study\.yaml:2: .*Did you mean "methods"\?.*study\.yaml:3: .*Did you mean "seeds"\?/,
    );
  });

  it('is what later errors name', () => {
    const config = files({ 'study.yaml': 'methods: lsq\n\nrecords: true\ndatasets: german\n' });
    expect(() => read(config)).toThrow(/study\.yaml:3: records: saves into a folder/);
    expect(() => read(join(folder, 'none.yaml'))).toThrow(/^--config: cannot read/);
  });
});
