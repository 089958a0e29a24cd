import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { differingFields } from '../../store/merging/differing-fields.ts';
import { readStoredCell } from '../../store/read-folder.ts';
import { startPostgres, type TestPostgres } from '../../queue/testing/postgres.ts';
import { startS3 } from '../../testing/s3-server.ts';
import { runCli } from '../../testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);
const postgres = await startPostgres();
const s3 = postgres && (await startS3());
for (const [name, value] of Object.entries(s3?.environment ?? {})) vi.stubEnv(name, value);

const study = `datasets: [synthetic-linear]
methods: [lsq, kd]
seeds: [0, 1]
backbones: [mlp:8]
teacher: { decay: 0.1, learningRate: 0.01 }
margins: [0]
records: true
`;

describe.skipIf(postgres === undefined)('a queue and its workers', () => {
  const server = postgres as TestPostgres;
  const folder = mkdtempSync(join(tmpdir(), 'cfq-worker-test-'));
  afterAll(async () => {
    await server.stop();
    await s3?.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (name: string) => join(folder, name);
  const queue = () => ['--queue', server.address];

  it('come to the cells and records of one process, byte for byte', async () => {
    writeFileSync(at('study.yaml'), study);
    const [alone, submitted] = await Promise.all([
      cfq('run', '--config', at('study.yaml'), '--out', at('one'), '--jobs', '1'),
      cfq('queue', 'submit', at('study.yaml'), ...queue()),
    ]);
    expect(alone.code, alone.stderr).toBe(0);
    expect(submitted.stderr).toMatch(/: 4 cells in the queue: 0 finished already, 4 added now, 0 waiting/);
    const waiting = await cfq('queue', 'status', ...queue(), '--json');
    expect(JSON.parse(waiting.stdout)).toMatchObject({ studies: [{ cells: 4, done: 0, waiting: 4 }] });
    const working = ['worker', ...queue(), '--jobs', '1', '--until-done'];
    // Whatever one keeps in a folder and the other in a bucket, the results are the same.
    const bucket = s3 === undefined ? at('another') : `s3://${s3.bucket}/study`;
    const places = [at('shared'), bucket];
    const workers = await Promise.all(places.map((place) => cfq(...working, '--shared', place)));
    for (const { code, stderr } of workers) expect(code, stderr).toBe(0);
    const fetched = await cfq('queue', 'fetch', ...queue(), '--out', at('fetched'));
    expect(fetched.stdout).toMatch(/^4 cells and 1 plan in /);
    const kept = (name: string) => readdirSync(at(name)).filter((file) => /\.(cell\.json|gz)$/.test(file));
    expect(kept('fetched')).toEqual(kept('one'));
    expect(kept('one')).toHaveLength(8);
    for (const file of kept('one')) {
      const [one, other] = [join(at('one'), file), join(at('fetched'), file)];
      if (file.endsWith('.gz')) expect(readFileSync(other)).toEqual(readFileSync(one));
      else expect(differingFields(readStoredCell(one).cell, readStoredCell(other).cell)).toEqual([]);
    }
    const done = await cfq('queue', 'status', ...queue());
    expect(done.stdout).toMatch(/│ +4 │ +4 │ +0 │ +0 │ +0 │/);
    const reported = await cfq('report', ...queue(), '--out', at('report'));
    expect(reported.code, reported.stderr).toBe(0);
    expect(readdirSync(at('report'))).toContain('report.html');
  });

  it.each<[string, string[], RegExp]>([
    ['no database', ['queue', 'status', '--queue', ''], /^cfq: --queue: names a PostgreSQL database/],
    [
      'an address of something else in place of computing',
      ['run', '--dataset', 'german', '--method', 'lsq', '--queue', 'http://a'],
      /^cfq: --queue: .*got "http:\/\/a"/,
    ],
    ['an address of something else', ['worker', '--queue', 'http://a'], /^cfq: --queue: .*got "http:\/\/a"/],
    [
      'a database that is not there, without its password',
      ['queue', 'status', '--queue', 'postgres://cfq:secret@127.0.0.1:1/none'],
      /^cfq: --queue: cannot use postgres:\/\/cfq:\*\*\*@127\.0\.0\.1:1\/none \(.*ECONNREFUSED/,
    ],
    [
      'a shard of a queue',
      ['run', '--dataset', 'german', '--method', 'lsq', '--queue', 'postgres://a/b', '--shard', '1/2'],
      /^cfq: --shard: .*Leave out/,
    ],
    [
      'an estimate of a queue',
      ['run', '--dataset', 'german', '--method', 'lsq', '--queue', 'postgres://a/b', '--estimate'],
      /^cfq: --estimate: .*Leave out/,
    ],
    [
      'a bucket that is none',
      ['worker', '--queue', 'postgres://a/b', '--shared', 's3://'],
      /^cfq: "s3:\/\/": names no bucket/,
    ],
    ['a report of nothing', ['report'], /^cfq: report: is of a folder or of a queue/],
  ])('refuse %s', async (_, words, message) => {
    const { code, stdout, stderr } = await cfq(...words);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/secret/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
