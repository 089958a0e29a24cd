import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { readPlans } from '../store/read-plans.ts';
import { startCli, runCli, type CliRun } from '../testing/run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-children-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two groups of a quick cell and one that takes seconds. */
const words = () => [
  ...['run', '--dataset', 'synthetic-linear', '--method', 'fp32,cfq-faithful', '--seeds', '0-1'],
  ...['--jobs', '2', '--json', '--out', folder],
];
/** Both groups are past what their cells share. */
const bothUnderWay = /^(?=[^]*fp32 32 bits seed 0: accuracy)(?=[^]*fp32 32 bits seed 1: accuracy)/;

async function childrenOf({ child }: CliRun): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return processes.flatMap(([pid, parent]) => (parent === child.pid && pid !== undefined ? [pid] : []));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the processes of a run', () => {
  it('lose one cell, and no more, where one of them is killed', async () => {
    const running = startCli(inject('cli'), ...words());
    await running.seen(bothUnderWay);
    // `ps` itself may be listed no longer than it runs.
    const [victim] = (await childrenOf(running)).filter(isRunning);
    process.kill(victim!, 'SIGKILL');
    const { code, stdout, stderr } = await running.result;
    expect(code, stderr).toBe(1);
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(stderr).toMatch(/cfq-faithful 4 bits seed \d: failed: the process .* was killed \(SIGKILL\)/);
    const [plan] = readPlans(folder).plans;
    expect(plan?.cells.map(({ state }) => state).sort()).toEqual(['done', 'done', 'done', 'failed']);
    const status = await runCli(inject('cli'), 'status', folder);
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(/│ run-\w+ +│ +4 │ +3 │ +1 │ +0 │ +0 │/);
    expect(status.stdout).toMatch(/cfq-faithful 4 bits seed \d: ChildProcessError: the process/);
    const resumed = await runCli(inject('cli'), ...words());
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain('reused 3 finished cells');
    expect(readdirSync(folder).filter((name) => name.endsWith('.error.json'))).toEqual([]);
  });

  it('end with their parent, even where it was killed outright', async () => {
    const running = startCli(inject('cli'), ...words());
    await running.seen(bothUnderWay);
    const children = (await childrenOf(running)).filter(isRunning);
    expect(children.length).toBeGreaterThanOrEqual(1);
    running.child.kill('SIGKILL');
    await running.result;
    for (let tries = 0; tries < 300 && children.some(isRunning); tries += 1) await wait(100);
    expect(children.filter(isRunning)).toEqual([]);
    const { damaged, plans } = readPlans(folder);
    expect(damaged).toEqual([]);
    expect(plans[0]?.cells.filter(({ state }) => state === 'failed')).toEqual([]);
  });
});
