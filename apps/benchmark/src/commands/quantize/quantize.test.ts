import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { ownParts } from '../../plugins/parts.ts';
import { runCli, startCli } from '../../testing/run-cli.ts';
import { quantizeConfiguration, type QuantizeFlags } from './quantize-configuration.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);
const foreign = (path: string): string =>
  fileURLToPath(new URL(`../../../../../examples/foreign-models/${path}`, import.meta.url));
const people = ['--data', foreign('applicants.csv'), '--schema', foreign('applicants.yaml')];
const model = foreign('scikit-learn/pipeline-mlp.onnx');
const quick = ['--steps', '20', '--points', '3'];
/** No rounding keeps everybody's costs to the last bit. */
const impossible = ['--keep', 'crg@0<=0, crg-mean@0<=0, flips<=0'];
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-quantize-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const asked = (...words: string[]) => [
  ...['quantize', model, ...people, '--out', join(folder, 'small.onnx'), ...quick],
  ...words,
];

describe('cfq quantize', () => {
  it('writes the smallest file within limits, its card and its size curve', async () => {
    const { code, stdout, stderr } = await cfq(...asked('--keep', 'flips<=30%, vd@0.2<=90%'));
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/chosen/);
    expect(stdout).toMatch(/vd@0\.2 at most 90 %: .* met/);
    expect(stdout).toMatch(/WebAssembly: 0 people decided otherwise/);
    expect(stderr).toMatch(/The favourable class is "approved"/);
    const written = ['small.json', 'small.md', 'small.onnx'];
    expect(readdirSync(folder).filter((name) => name !== 'small.curve.svg')).toEqual(written);
    const card = JSON.parse(readFileSync(join(folder, 'small.json'), 'utf8')) as {
      student: { sha256: string; name: string };
      confirmed: boolean;
      command: string;
    };
    expect(card).toMatchObject({ student: { name: 'small.onnx' }, confirmed: true });
    expect(card.student.sha256).toBe(hash(join(folder, 'small.onnx')));
    expect(card.command).toMatch(/^cfq quantize .*--keep 'flips<=30%, vd@0.2<=90%'/);
  });

  it('ends with 1 and no file where nothing is within the limits; what was tried is not tried again', async () => {
    const first = await cfq(...asked(...impossible));
    expect(first.code, first.stderr).toBe(1);
    expect(first.stdout).toMatch(
      /nothing is within the limits; .*small\.onnx was not written\nnearest: .* bytes: /,
    );
    expect(readdirSync(folder).sort()).toEqual(['small.candidates', 'small.curve.svg']);
    const again = await cfq(...asked(...impossible, '--json'));
    expect(again.code).toBe(1);
    expect(again.stderr.match(/kept from before/g)).toHaveLength(3);
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'nothing within the limits', file: null });
  });

  it('ends whole at Ctrl-C, and the same command goes on where it ended', async () => {
    const keep = ['--keep', 'flips<=0%, crg@0<=0.1%, vd@0.2<=0%'];
    const { child, seen, result } = startCli(inject('cli'), ...asked(...keep));
    await seen(/\d-\d-\d bits: \d+ bytes, /);
    child.kill('SIGINT');
    expect((await result).code).toBe(130);
    expect(existsSync(join(folder, 'small.onnx'))).toBe(false);
    expect(readdirSync(join(folder, 'small.candidates')).length).toBeGreaterThan(0);
    const resumed = await cfq(...asked(...keep));
    expect(resumed.stderr).toMatch(/kept from before/);
    expect([0, 1]).toContain(resumed.code);
  });

  it.each<[string, string, string[], RegExp]>([
    ['trees', 'scikit-learn/pipeline-forest.onnx', [], /TreeEnsembleClassifier.*can be audited/],
    [
      'a number that candidates are not measured by',
      'scikit-learn/pipeline-mlp.onnx',
      ['--keep', 'runtime-flips<=0'],
      /Hold the finished file against it with an audit/,
    ],
    [
      'a budget below the smallest width, before any file is read',
      'nowhere.onnx',
      ['--bits', '1.5'],
      /--bits: no schedule averages 1\.5 bits/,
    ],
    [
      'a method that keeps full precision, before any file is read',
      'nowhere.onnx',
      ['--method', 'fp32'],
      /--method: "fp32" keeps full precision/,
    ],
  ])('refuses %s in one line and writes nothing', async (_, file, words, message) => {
    const out = join(folder, 'small.onnx');
    const { code, stdout, stderr } = await cfq('quantize', foreign(file), ...people, '--out', out, ...words);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n').at(-1)).toMatch(message);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a request that cannot be used', () => {
  const flags = (change: QuantizeFlags): QuantizeFlags => ({
    ...{ model, data: people[1]!, schema: people[3]!, out: join(folder, 'small.onnx') },
    ...change,
  });
  const without = (key: keyof QuantizeFlags): QuantizeFlags =>
    Object.fromEntries(Object.entries(flags({})).filter(([name]) => name !== key));

  it.each<[string, () => QuantizeFlags, RegExp]>([
    ['no model', () => without('model'), /name the model file/],
    ['no people', () => without('data'), /--data: must name a file/],
    ['no schema', () => without('schema'), /--schema: must name a file/],
    ['no target', () => without('out'), /--out: must name the file to write/],
    ['another ending', () => flags({ out: 'small.bin' }), /expected e\.g\. model\.int4\.onnx/],
    ['bits beside limits', () => flags({ bits: '4', keep: 'flips<=1%' }), /Leave one out/],
    ['a limit that is none', () => flags({ keep: 'flops<=1%' }), /--keep: .*Did you mean "flips"/],
    [
      'limits of a file that is not there',
      () => flags({ keep: 'none.yaml' }),
      /--keep: cannot read "none.yaml"/,
    ],
    ['a share that is none', () => flags({ promiseFirst: '99' }), /--promise-first: must be at most 1/],
    ['an unknown method', () => flags({ method: 'lqs' }), /--method: .*lqs/],
    ['a width that is none', () => flags({ widths: '1,4' }), /--widths: .*at least 2/],
    ['a rule that is none', () => flags({ search: 'random' }), /--search: .*ascending, bisection/],
    ['an input map that is not there', () => flags({ inputMap: 'none.yaml' }), /--input-map: none.yaml/],
  ])('%s', (_, request, message) => {
    expect(() => quantizeConfiguration(request(), ownParts)).toThrow(UsageError);
    expect(() => quantizeConfiguration(request(), ownParts)).toThrow(message);
  });

  it('limits can stand in a file', () => {
    const file = join(folder, 'limits.yaml');
    writeFileSync(file, 'flips: 0.5%\n');
    const { limits } = quantizeConfiguration(flags({ keep: file }), ownParts);
    expect(limits).toMatchObject({ source: file, limits: [{ id: 'flips', value: 0.005 }] });
  });
});
