import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runCli, type CliResult } from '../testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);

let folder: string;
let study: string;
let first: CliResult;
const cells = () => readdirSync(join(folder, 'results')).filter((name) => name.endsWith('.cell.json'));
const stored = () => readdirSync(join(folder, 'results')).filter((name) => name.endsWith('.config.yaml'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-configured-'));
  study = join(folder, 'study.yaml');
  mkdirSync(join(folder, 'base'));
  writeFileSync(join(folder, 'base', 'small.yaml'), 'backbones: mlp:4\nmargins: [0, 0.2]\njobs: 1\n');
  writeFileSync(
    study,
    'include: base/small.yaml\ndatasets: synthetic-linear\nmethods: [fp32, lsq]\nseeds: 0\nbits: [3, 4]\nout: results\njson: true\n',
  );
  first = await cfq('run', '--config', study);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('runs what the file asks for, in the folder beside it', () => {
  expect(first.code, first.stderr).toBe(0);
  expect(cells()).toHaveLength(3);
  expect(JSON.parse(first.stdout)).toHaveLength(3);
});

it('finds the same cells by flags, and recomputes none of them', async () => {
  const flags = ['--dataset', 'synthetic-linear', '--method', 'fp32,lsq', '--seeds', '0', '--bits', '3,4'];
  const small = ['--backbone', 'mlp:4', '--margins', '0,0.2', '--jobs', '1', '--json'];
  const again = await cfq('run', ...flags, ...small, '--out', join(folder, 'results'));
  expect(again.stderr).toMatch(/^reused 3 finished cells of /);
  expect(again.stdout).toBe(first.stdout);
});

it('stores the settings in full beside the cells, and they ask for the same', async () => {
  expect(stored()).toHaveLength(1);
  const [name = ''] = stored();
  const text = readFileSync(join(folder, 'results', name), 'utf8');
  expect(text).toMatch(/^out: \.$/m);
  expect(text).toMatch(/^threads: 1$/m);
  const again = await cfq('run', '--config', join(folder, 'results', name));
  expect(again.stderr).toMatch(/^reused 3 finished cells of /);
  expect(again.stdout).toBe(first.stdout);
  expect(readFileSync(join(folder, 'results', name), 'utf8')).toBe(text);
});

it('prints the settings in full and runs nothing, and what it prints asks for the same', async () => {
  const out = join(folder, 'printed');
  const printed = await cfq('run', '--config', study, '--seeds', '3-4', '--out', out, '--print-config');
  expect([printed.code, printed.stderr]).toEqual([0, '']);
  expect(printed.stdout).toMatch(/^seeds: \[ ?3, 4 ?\]$/m);
  expect(printed.stdout).toMatch(/^bits: \[ ?3, 4 ?\]$/m);
  expect(readdirSync(folder)).not.toContain('printed');
  const path = join(process.cwd(), `printed-${process.pid}.tmp`);
  writeFileSync(path, printed.stdout);
  try {
    const again = await cfq('run', '--config', path, '--print-config');
    expect(again).toEqual(printed);
  } finally {
    rmSync(path);
  }
});

it('knows the parts of plug-ins that the file names, wherever it stands', async () => {
  const plugin = [
    "import { defineDataset, syntheticDataset } from '@cfq/datasets';",
    'export const tiny = defineDataset({',
    "  name: 'tiny', description: '400 generated applicants', source: 'this test', licence: 'Apache-2.0',",
    "  load: () => syntheticDataset({ shape: 'linear', rows: 400 }),",
    '});',
  ];
  writeFileSync(join(folder, 'base', 'mine.ts'), plugin.join('\n'));
  const settings = [
    'plugins: ./mine.ts',
    'datasets: mine/tiny',
    'methods: fp32',
    'seeds: 0',
    'backbones: logistic',
  ];
  writeFileSync(
    join(folder, 'base', 'mine.yaml'),
    [...settings, 'margins: 0', 'json: true', 'out: ../mine'].join('\n'),
  );
  const { code, stdout, stderr } = await cfq('run', '--config', join(folder, 'base', 'mine.yaml'));
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ dataset: 'mine/tiny', method: 'fp32' }]);
  const name = readdirSync(join(folder, 'mine')).find((one) => one.endsWith('.config.yaml'))!;
  expect(readFileSync(join(folder, 'mine', name), 'utf8')).toMatch(
    /^plugins: \[ ?\.\.\/base\/mine\.ts ?\]$/m,
  );
  const again = await cfq('run', '--config', join(folder, 'mine', name));
  expect(again.stderr).toMatch(/^reused 1 finished cell of /);
});

it.each<[string, string, RegExp]>([
  ['a value', 'methods: lsq\nbits: none\n', /^cfq: .*broken\.yaml:2: bits: must be a number of bits/],
  [
    'a name',
    'methods: lsq\ndatasets: germna\n',
    /^cfq: .*broken\.yaml:2: datasets: .*Did you mean "german"\?/,
  ],
  [
    'a key',
    'methods: lsq\ndataset: german\n',
    /^cfq: .*broken\.yaml:2: unknown key .*Did you mean "datasets"\?/,
  ],
])('refuses %s in one line with file, line and key', async (_, text, message) => {
  const path = join(folder, 'broken.yaml');
  writeFileSync(path, text);
  const { code, stdout, stderr } = await cfq('run', '--config', path);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it.each([
  [['replicate', 'main', '--quick'], /^families: \[ ?main ?\]$/m],
  [['tune', '--dataset', 'german', '--method', 'cfq'], /^ {2}terms\.valid: \[ ?0\.25, 0\.5, 1, 2 ?\]$/m],
  [['export', '--dataset', 'german', '--method', 'cfq', '--out', 'm.onnx'], /^out: m\.onnx$/m],
])('cfq %s prints what it would do as a file that asks for the same', async (words, expected) => {
  const printed = await cfq(...words, '--print-config');
  expect(printed.code, printed.stderr).toBe(0);
  expect(printed.stdout).toMatch(expected);
  const path = join(process.cwd(), `printed-${process.pid}.tmp`);
  writeFileSync(path, printed.stdout);
  try {
    expect(await cfq(words[0]!, '--config', path, '--print-config')).toEqual(printed);
  } finally {
    rmSync(path);
  }
});
