import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { runCli } from './testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-cli-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('cfq', () => {
  const run = ['run', '--dataset', 'synthetic-linear', '--method', 'lsq', '--backbone', 'logistic'];
  it.each([[], ['--help'], ['help'], ['run', '--help'], ['list', '--help'], ['table', '--help']])(
    'shows help with examples for %j %j',
    async (...words: string[]) => {
      const { code, stdout, stderr } = await cfq(...words);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: cfq/);
      expect(stdout).toMatch(/\nExamples:\n {2}\$ cfq /);
    },
  );

  it.skipIf(!existsSync('/dev/full'))('says in a line that its output does not fit, and fails', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [inject('cli'), 'list', 'methods'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cfq: standard output cannot be written \(ENOSPC[^\n]*\)\.\n$/);
  });

  it('refuses names of a hundred thousand characters in a line that one can read', async () => {
    const long = 'x'.repeat(100_000);
    const { code, stdout, stderr } = await cfq(
      'export',
      '--dataset',
      'german',
      '--method',
      'kd',
      '--out',
      `${long}.onnx`,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^cfq: --out: [^\n]{1,2100}\n$/);
    const unknown = await cfq('run', '--dataset', long, '--method', 'lsq');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^cfq: --dataset: [^\n]{1,2100}\n$/);
  });

  it('leaves nothing of a run without a folder that is killed', async () => {
    const asked = ['--seeds', '0-5', '--jobs', '2', '--json'];
    const child = spawn(process.execPath, [inject('cli'), ...run, ...asked], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: folder },
    });
    const until = async (holds: () => boolean): Promise<void> => {
      for (let tries = 0; tries < 600 && !holds(); tries += 1) await wait(50);
      expect(holds(), readdirSync(folder).join()).toBe(true);
    };
    const ended = once(child, 'close');
    await until(() => readdirSync(folder).some((name) => name.startsWith('cfq-')));
    expect(child.kill('SIGKILL')).toBe(true);
    await ended;
    await until(() => readdirSync(folder).length === 0);
  });

  it('goes on without anybody to read its messages', async () => {
    const child = spawn(process.execPath, [inject('cli'), 'table', 'nowhere'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(2);
  });

  it.each([['fetch'], ['info'], ['verify']])('shows help with examples for datasets %s', async (word) => {
    const { code, stdout } = await cfq('datasets', word, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nExamples:\n {2}\$ cfq datasets /);
  });

  it('prints its version', async () => {
    expect(await cfq('--version')).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['rum'], /unknown command 'rum'.*Did you mean run/],
    ['an unknown flag', [...run, '--sees', '1'], /unknown option '--sees'.*Did you mean --seeds/],
    ['a flag without its value', [...run, '--seeds'], /--seeds.* argument missing/],
    ['a run without methods', ['run', '--dataset', 'german'], /--method/],
    ['a run without data', ['run', '--method', 'lsq'], /--dataset.*got neither/],
    ['words nobody asked for', [...run, 'more'], /too many arguments/],
    ['a group without its command', ['datasets'], /datasets.*fetch, info, verify/],
    [
      'an unknown dataset',
      ['run', '--dataset', 'germna', '--method', 'lsq'],
      /"germna".*Did you mean "german"/,
    ],
    ['an unknown method', ['run', '--dataset', 'german', '--method', 'lsq,cfg'], /"cfg".*Did you mean "cfq"/],
    ['an unknown registry', ['list', 'method'], /"method" \(known: methods, .*Did you mean "methods"/],
    ['an unknown dataset to describe', ['datasets', 'info', 'adlt'], /Did you mean "adult"/],
    ['a generated dataset to fetch', ['datasets', 'fetch', 'synthetic-linear'], /generated/],
    ['seeds that are none', [...run, '--seeds', 'x'], /^cfq: --seeds/],
    ['a budget below the smallest candidate', [...run, '--bits', '4,1.5'], /--bits.*1\.5.*2/],
    ['a backbone that is none', [...run, '--backbone', 'mlp'], /--backbone/],
    ['negative margins', [...run, '--margins=-1'], /--margins/],
    [
      'an override that is larger than any number',
      [...run, '--override', 'eta=1e999'],
      /^cfq: --override: .*1e999/,
    ],
    [
      'an override that float32 has no squares of',
      [...run, '--override', 'learningRate=1e308'],
      /^cfq: --override: learningRate is out of range .*up to 1e9, got 1e\+308/,
    ],
    [
      'a teacher’s decay like it',
      [...run, '--teacher', 'decay=1e300'],
      /^cfq: --teacher: .*1e\+300, at decay/,
    ],
    ['class weights like it', [...run, '--class-weights', '1:1e300'], /^cfq: --class-weights: .*at most 1e9/],
    [
      'weights next to nothing',
      [...run, '--class-weights', '1:1e-300'],
      /^cfq: --class-weights: .*at least 1e-9/,
    ],
    [
      'a folder of originals without a name',
      ['datasets', 'fetch', 'german', '--data-dir', ''],
      /^cfq: --data-dir: /,
    ],
    ['records with nowhere to go', [...run, '--records'], /--records.*--out/],
    [
      'a folder of originals that is not there',
      ['run', '--dataset', 'german', '--method', 'lsq', '--data-dir', '/absent'],
      /absent/,
    ],
    [
      'a list option given twice, saying how a list is written',
      ['run', '--dataset', 'german', '--method', 'lsq', '--method', 'kd'],
      /^cfq: --method: .*got "lsq" and "kd".*--method lsq,kd\./,
    ],
    ['another value given twice', [...run, '--out=a', '--out', 'b'], /^cfq: --out: .*Keep one of the two/],
    ['a switch given twice', [...run, '--json', '--json'], /^cfq: --json: .*Remove one/],
    ['a report folder given twice', ['report', '.', '--out', 'a', '--out', 'b'], /^cfq: --out: /],
    ['a table flag given twice', ['table', '.', '--brief', '--brief'], /^cfq: --brief: /],
    ['descending seeds', [...run, '--seeds', '3-1'], /^cfq: --seeds.*"3-1"/],
    ['an empty list', [...run, '--bits', ''], /^cfq: --bits/],
    ['a list with an empty place', [...run, '--seeds', '0,,1'], /^cfq: --seeds/],
    ['an empty folder', [...run, '--out', ''], /^cfq: --out/],
    [
      'a linear solver for a network',
      ['run', '--dataset', 'german', '--method', 'lsq', '--solver', 'linear'],
      /--solver: "linear" is for linear models.*mlp:128-64/,
    ],
    [
      'publishers’ files beside your own',
      ['run', '--csv', 'a', '--schema', 'b', '--data-dir', 'c', '--method', 'lsq'],
      /--data-dir.*--csv/,
    ],
    ['a folder that cannot be', [...run, '--out', '/proc/x'], /^cfq: --out: .*"\/proc\/x"/],
    ['one far within it', [...run, '--out', '/proc/x/y/z'], /^cfq: --out: .*"\/proc\/x\/y\/z"/],
    ['it for a replication', ['replicate', 'main', '--quick', '--out', '/proc/x'], /^cfq: --out: /],
    [
      'it for a search',
      ['tune', '--dataset', 'german', '--method', 'kd', '--out', '/proc/x'],
      /^cfq: --out: /,
    ],
    ['it for a report', ['report', '.', '--out', '/proc/x'], /^cfq: --out: /],
    ['it for downloads', ['datasets', 'fetch', 'german', '--data-dir', '/proc/x'], /^cfq: --data-dir: /],
    [
      'it for a model',
      ['export', '--dataset', 'german', '--method', 'kd', '--out', '/proc/x/m.onnx'],
      /^cfq: --out: .*no folder "\/proc\/x"/,
    ],
    [
      'a model in a folder that takes none',
      ['export', '--dataset', 'german', '--method', 'kd', '--out', '/proc/m.onnx'],
      /^cfq: --out: /,
    ],
    ['a table of nothing', ['table', '/absent'], /absent/],
  ])('refuses %s: one clear line, exit code 2, nothing else', async (_, words, message) => {
    const { code, stdout, stderr } = await cfq(...words);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^cfq: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('refuses files of your own that cannot be used, before anything is written', async () => {
    const csv = join(folder, 'own.csv');
    const schema = join(folder, 'own.yaml');
    const out = join(folder, 'out');
    const attempt = () => cfq('run', '--csv', csv, '--schema', schema, '--method', 'lsq', '--out', out);
    const refused = async (message: RegExp) => {
      const { code, stdout, stderr } = await attempt();
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/^cfq: [^\n]+\n$/);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(readdirSync(folder)).not.toContain('out');
    };
    await refused(/own\.csv cannot be read/);
    writeFileSync(csv, 'income,good\n1,yes\n2,no\n');
    await refused(/own\.yaml cannot be read/);
    writeFileSync(
      schema,
      'name: own\nsparsity: 1\nlabel: { column: good, favourable: maybe }\ncolumns: {}\n',
    );
    await refused(/own/);
  });

  it('refuses an --out that is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await cfq(...run, '--out', file);
    expect(stderr).toMatch(/^cfq: --out: must be a folder[^\n]+\n$/);
    expect(code).toBe(2);
  });

  it('refuses a model file, or one beside it, where a folder stands', async () => {
    const words = ['export', '--dataset', 'german', '--method', 'kd', '--out'];
    for (const [name, asked] of [
      ['d.onnx', 'd.onnx'],
      ['e.json', 'e.onnx'],
      ['f.config.yaml', 'f.onnx'],
    ] as const) {
      mkdirSync(join(folder, name));
      const { code, stdout, stderr } = await cfq(...words, join(folder, asked));
      expect(stderr).toMatch(/^cfq: --out: must be a file that can be written [^\n]*it is a folder[^\n]*\n$/);
      expect(stderr).toContain(join(folder, name));
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    }
  });

  it('refuses a report whose files cannot be written before it runs anything', async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'report'), '');
    const { code, stderr } = await cfq('replicate', 'main', '--quick', '--out', out);
    expect(stderr).toMatch(/^cfq: --out: must be a folder [^\n]*report[^\n]*it is a file[^\n]*\n$/);
    expect(code).toBe(2);
    expect(readdirSync(out)).toEqual(['report']);
  });

  it('says of what a list names twice that it counts once', async () => {
    const words = ['--seeds', '0-2,1', '--bits', '4,4.0', '--method', 'kd,lsq,kd', '--print-config'];
    const { code, stdout, stderr } = await cfq('run', '--dataset', 'german', ...words);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^seeds: \[ ?0, 1, 2 ?\]$/m);
    expect(stderr.split('\n').sort()).toEqual([
      '',
      '--bits: names 4 more than once; it counts once',
      '--method: names kd more than once; it counts once',
      '--seeds: names 1 more than once; it counts once',
    ]);
  });

  it.each<[string, string[]]>([
    ['methods', ['fp32', 'lsq', 'pact', 'kd', 'mixedprec', 'cfq', 'cfq-faithful']],
    ['datasets', ['adult', 'german', 'compas', 'synthetic-linear']],
    ['quantizers', ['lsq', 'pact', 'uniform-affine']],
    ['solvers', ['pgd', 'slp', 'linear']],
    ['allocators', ['uniform', 'knapsack', 'gumbel-softmax']],
    ['sensitivities', ['loss', 'counterfactual-gradient']],
    ['terms', ['task', 'valid', 'bit-cost']],
  ])('lists the %s, each with what it is and where it is from', async (what, names) => {
    const { code, stdout, stderr } = await cfq('list', what);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^[\w-]+ {2,}\S.* \(.+\)$/);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(names));
  });

  it('describes a dataset: rows, label, what may change, licence', async () => {
    const { code, stdout } = await cfq('datasets', 'info', 'german');
    expect(code).toBe(0);
    for (const word of ['rows:', '1000', 'favourable', 'licence:', 'citation:', 'not change it']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).toContain('at most 4 features');
    expect(stdout).toContain('under --actions actionable');
    expect(stdout).toContain('lower it, by at most 50 %');
  });
});
