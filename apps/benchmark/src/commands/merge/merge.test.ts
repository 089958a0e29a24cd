import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { cellSchema, type Cell } from '../../cells/cell.ts';
import { runCli } from '../../testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-shards-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const words = ['run', '--dataset', 'synthetic-linear', '--method', 'lsq', '--seeds', '0-1', '--jobs', '1'];
/** A teacher whose decay is not searched for. */
const teacher = ['--teacher', 'decay=0.1,learning-rate=1e-2'];
const small = ['--backbone', 'mlp:8', ...teacher, '--margins', '0', '--records', '--json'];
const at = (name: string) => join(folder, name);
const measured = (text: string) =>
  z
    .array(cellSchema)
    .parse(JSON.parse(text))
    .map((cell) => {
      const rest: Partial<Cell> = { ...cell };
      delete rest.seconds;
      delete rest.cpuSeconds;
      return rest;
    });

describe('two shards, merged', () => {
  it('are the cells and the records, byte for byte, of one process', async () => {
    const [one, first, second] = await Promise.all([
      cfq(...words, ...small, '--out', at('one')),
      cfq(...words, ...small, '--out', at('first'), '--shard', '1/2'),
      cfq(...words, ...small, '--out', at('second'), '--shard', '2/2'),
    ]);
    expect(first.stderr).toMatch(/^shard 1 of 2: 1 of 2 cells$/m);
    const parts = [...measured(first.stdout), ...measured(second.stdout)];
    expect(parts).toHaveLength(2);
    expect(measured(one.stdout)).toEqual(expect.arrayContaining(parts));
    const { code, stdout, stderr } = await cfq('merge', at('first'), at('second'), '--out', at('both'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^2 cells and 1 plan in .*; 0 found more than once, and equal\n/);
    const records = (name: string) =>
      readdirSync(at(name)).filter((file) => file.endsWith('.record.json.gz'));
    expect(records('both')).toEqual(records('one'));
    for (const file of records('one')) {
      expect(readFileSync(join(at('both'), file))).toEqual(readFileSync(join(at('one'), file)));
    }
    const whole = await cfq(...words, ...small, '--out', at('both'));
    expect(whole.stderr).toMatch(/^reused 2 finished cells/m);
    expect(measured(whole.stdout)).toEqual(measured(one.stdout));
    const status = await cfq('status', at('both'), '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({ plans: [{ cells: 2, done: 2, pending: 0 }] });
  }, 120_000);

  it('is refused for a part that there is not, before anything runs', async () => {
    const { code, stdout, stderr } = await cfq(...words, '--shard', '3/2');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^cfq: --shard: .*got "3\/2"/);
  });
});
