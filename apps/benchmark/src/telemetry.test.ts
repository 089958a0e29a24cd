import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';

/** Whether calls can be watched: it is installed, and permitted. */
const strace = spawnSync('strace', ['-o', '/dev/null', process.execPath, '--version']).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-quiet-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const asked = ['--dataset', 'synthetic-linear', '--method', 'lsq', '--backbone', 'logistic'];
const short = ['--teacher', 'decay=0.1,learning-rate=1e-2,epochs=1', '--override', 'length.steps=1'];

it.each<[string, string[]]>([
  ['a run in several processes', ['run', ...asked, ...short, '--seeds', '0,1', '--jobs', '2', '--json']],
  ['a file that is written and tried in every engine', ['export', ...asked, ...short, '--out', 'MODEL']],
])('%s writes nothing into the home of whoever runs it, and asks no host', (_, words) => {
  const [home, temporary, calls] = ['home', 'tmp', 'calls'].map((part) => join(folder, part)) as [
    string,
    string,
    string,
  ];
  for (const one of [home, temporary]) mkdirSync(one);
  const own = words.map((word) => (word === 'MODEL' ? join(folder, 'model.onnx') : word));
  const node = [process.execPath, inject('cli'), ...own];
  const traced = strace
    ? ['strace', '-f', '-qq', '-e', 'trace=connect,sendto,sendmmsg,sendmsg', '-o', calls, ...node]
    : node;
  // Nothing else of the environment: where tests run unattended the engine keeps quiet by itself.
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    TMPDIR: temporary,
  };
  execFileSync(traced[0]!, traced.slice(1), { env, stdio: ['ignore', 'ignore', 'ignore'] });
  const left = [home, temporary].flatMap((one) => readdirSync(one, { recursive: true, encoding: 'utf8' }));
  expect(left).toEqual([]);
  const outside = strace
    ? readFileSync(calls, 'utf8')
        .split('\n')
        .filter((line) => /sa_family=AF_INET/.test(line))
    : [];
  expect(outside).toEqual([]);
});
