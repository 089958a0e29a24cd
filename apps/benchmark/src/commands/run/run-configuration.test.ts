import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { runConfiguration, type RunConfiguration, type RunFlags } from './run-configuration.ts';

const flags: RunFlags = {
  dataset: 'german',
  method: 'lsq,cfq',
  bits: '4',
  seeds: '0-1',
  backbone: 'mlp:128-64',
  margins: '0,0.2',
  threads: '1',
};

const configured = (given: RunFlags): RunConfiguration => runConfiguration(given).configuration;

describe('runConfiguration', () => {
  it('inputs on few bits are an override, said once', () => {
    const given = { ...flags, inputBits: '2,8', override: ['eta=1'] };
    expect(configured(given).overrides).toEqual({ 'terms.valid': [1], inputBits: [2, 8] });
    expect(() => configured({ ...flags, inputBits: '17' })).toThrow(/--input-bits: .*at most 16/);
    expect(() => configured({ ...given, override: ['inputBits=4'] })).toThrow(
      /--input-bits: is said once \(got inputBits in --override too\)/,
    );
  });

  it('any sensitivity goes with any allocator, by flag as by override', () => {
    const asked = { sensitivity: 'fisher,hawq', allocator: 'knapsack', spend: 'bytes' };
    const given = { ...flags, method: 'mixed-ptq', ...asked };
    const words = ['sensitivity=fisher,hawq', 'allocator=knapsack', 'spend=bytes'];
    expect(configured(given).overrides).toEqual(
      configured({ ...flags, method: 'mixed-ptq', override: words }).overrides,
    );
    expect(() => configured({ ...given, spend: 'money' })).toThrow(/--spend: .*bits, bytes, bit-operations/);
    expect(() => configured({ ...given, override: ['allocator=greedy'] })).toThrow(
      /--allocator: is said once \(got allocator in --override too\)/,
    );
  });

  it('reads every flag', () => {
    expect(
      configured({
        ...flags,
        dataset: 'german,adult',
        bits: '4,2.5',
        backbone: 'logistic,mlp:8',
        cost: 'l2',
        constraints: 'permissive',
        actions: 'literature,own/policy.yaml',
        teacher: 'epochs=50, decay=1e-1,learning-rate=0.001,decay-scale=0,keep=last',
        threshold: 'cost:5.0:1',
        classWeights: '1:5',
        jobs: '3',
        out: 'results',
        dataDir: 'data',
        json: true,
        records: true,
      }),
    ).toEqual({
      datasets: ['german', 'adult'],
      methods: ['lsq', 'cfq'],
      bits: [4, 2.5],
      seeds: [0, 1],
      backbones: ['logistic', 'mlp:8'],
      margins: [0, 0.2],
      cost: ['l2'],
      constraints: ['permissive'],
      actions: ['literature', 'own/policy.yaml'],
      teacher: { epochs: 50, decay: 0.1, learningRate: 0.001, decayScale: 0, keep: 'last' },
      threshold: 'cost:5:1',
      classWeights: { favourable: 1, unfavourable: 5 },
      overrides: {},
      plugins: [],
      jobs: 3,
      out: 'results',
      dataDir: 'data',
      json: true,
      records: true,
      threads: 1,
    });
  });

  it('takes the protocol and one process a core where nothing else is said', () => {
    const { cost, constraints, jobs, teacher, threshold, classWeights, actions } = configured(flags);
    expect({ teacher, threshold, classWeights, actions }).toEqual({
      teacher: {},
      threshold: '0.5',
      classWeights: 'none',
      actions: undefined,
    });
    expect({ cost, constraints, jobs }).toEqual({
      cost: ['l1'],
      constraints: ['moderate'],
      jobs: availableParallelism(),
    });
  });

  it('sorts margins and always includes 0', () => {
    expect(configured({ ...flags, margins: '0.8,0.2' }).margins).toEqual([0, 0.2, 0.8]);
  });

  it("takes a user's own data instead of named datasets", () => {
    const { dataset, ...rest } = flags;
    expect(dataset).toBe('german');
    const configuration = configured({ ...rest, csv: 'a.csv', schema: 'a.yaml' });
    expect(configuration.datasets).toBeUndefined();
    expect(configuration).toMatchObject({ csv: 'a.csv', schema: 'a.yaml' });
  });

  it.each<[string, Partial<RunFlags>, RegExp]>([
    ['a csv without its schema', { csv: 'a.csv' }, /^--csv: needs --schema/],
    ['a schema without its csv', { schema: 'a.yaml' }, /^--schema: needs --csv/],
    ['both sources', { csv: 'a.csv', schema: 'a.yaml' }, /^--dataset: .*got both/],
    ['records with nowhere to go', { records: true }, /^--records: /],
    ['no bits', { bits: '0' }, /^--bits: must be above 0 \(got 0, place 1 of the list\)/],
    ['a negative margin', { margins: '0.2,-1' }, /^--margins: must be at least 0/],
    ['an unknown norm', { cost: 'l0' }, /^--cost: .*l1.*l2.*mixed/],
    ['unknown constraints', { constraints: 'none' }, /^--constraints: .*moderate/],
    ['no process', { jobs: '0' }, /^--jobs: must be at least 1/],
    ['half a thread', { threads: '0.5' }, /^--threads: must be a whole number/],
    ['two thread counts', { threads: '1,2' }, /^--threads: takes one number/],
    ['an unknown backbone', { backbone: 'cnn' }, /^--backbone: /],
    ['an empty path', { out: '' }, /^--out: must be a path/],
    ['an empty method', { method: '' }, /^--method: /],
  ])('refuses %s in one line that names the flag', (_, wrong, message) => {
    const attempt = () => runConfiguration({ ...flags, ...wrong });
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
  });

  it('sweeps costs, constraints and overrides as well', () => {
    const overrides = ['eta=0.5,1', 'length.steps=40'];
    expect(
      configured({ ...flags, cost: 'l1,l2', constraints: 'moderate,restrictive', override: overrides }),
    ).toMatchObject({
      cost: ['l1', 'l2'],
      constraints: ['moderate', 'restrictive'],
      overrides: { 'terms.valid': [0.5, 1], 'length.steps': [40] },
    });
  });

  it('refuses a run without methods', () => {
    const { method, ...rest } = flags;
    expect(method).toBe('lsq,cfq');
    expect(() => runConfiguration(rest)).toThrow(/^--method: name at least one method/);
  });

  it('refuses a run without data', () => {
    const { dataset, ...rest } = flags;
    expect(dataset).toBe('german');
    expect(() => runConfiguration(rest)).toThrow(/^--dataset: .*got neither/);
  });
});
