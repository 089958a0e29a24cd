import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = `
  import * as tf from '@tensorflow/tfjs-core';
  import { jit, ndarray } from ${JSON.stringify(join(import.meta.dirname, '../index.ts'))};
  const fn = jit((x) => tf.add(x, 1));
  await fn(ndarray([1], [1]));
  console.log(process.env.ORT_DISABLE_TELEMETRY);
  await fn.dispose();
`;
/** Whether calls can be watched: it is installed, and permitted. */
const strace = spawnSync('strace', ['-o', '/dev/null', process.execPath, '--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-telemetry-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the program in an empty home; gives what it printed, the files it left, and the calls it made to the network. */
function runIn(name: string, set: Readonly<Record<string, string>>) {
  const [home, temporary, calls] = ['home', 'tmp', 'calls'].map((part) => join(folder, name, part));
  for (const one of [home!, temporary!]) mkdirSync(one, { recursive: true });
  // Nothing else of the environment: where tests run unattended the engine keeps quiet by itself.
  const environment = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CACHE_HOME: join(home!, '.cache'),
    TMPDIR: temporary,
  };
  const node = [
    process.execPath,
    ...['--import', 'tsx', '--conditions=@cfq/source', '--input-type=module', '--eval', program],
  ];
  const traced = strace
    ? ['strace', '-f', '-e', 'trace=connect,sendto,sendmmsg,sendmsg', '-o', calls!, ...node]
    : node;
  const printed = execFileSync(traced[0]!, traced.slice(1), {
    env: { ...environment, TSX_DISABLE_CACHE: '1', ...set },
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  const left = [home!, temporary!].flatMap((one) => readdirSync(one, { recursive: true, encoding: 'utf8' }));
  const outside = strace
    ? readFileSync(calls!, 'utf8')
        .split('\n')
        .filter((line) => /sa_family=AF_INET/.test(line))
    : [];
  return { printed: printed.trim(), left, outside };
}

it('nothing is written, and nobody is asked, where an engine is loaded', () => {
  expect(runIn('usual', {})).toEqual({ printed: '1', left: [], outside: [] });
});

it('what the user set stays', () => {
  const { printed, left } = runIn('asked', { ORT_DISABLE_TELEMETRY: '0' });
  expect(printed).toBe('0');
  if (process.platform === 'linux') expect(left.join(' ')).toContain('deviceid');
});
