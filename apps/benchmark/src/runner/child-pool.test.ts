import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { protocol } from '../cells/cell-specification.ts';
import { openCellStore } from '../store/cell-store.ts';
import { planStatus } from '../store/plan-status.ts';
import { readPlans } from '../store/read-plans.ts';
import { writePlan } from '../store/stored-plan.ts';
import { heldMethod } from '../testing/held-worker.ts';
import { startCli, type CliRun } from '../testing/run-cli.ts';
import { sampleSettings } from '../testing/sample-cell.ts';
import { childPool } from './child-pool.ts';
import { groupCells, planCells, type CellGroup } from './plan-cells.ts';
import { runCells } from './run-cells.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-children-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const heldWorker = new URL('../testing/held-worker.ts', import.meta.url);
const heavyWorker = new URL('../testing/heavy-worker.ts', import.meta.url);
const methods = ['fp32', heldMethod, 'lsq'];
const planned = planCells(
  [0, 1].flatMap((seed) =>
    (seed === 0 ? methods : ['fp32', 'lsq']).map((method) => sampleSettings({ method, seed })),
  ),
  {
    protocol,
    codeVersionOf: () => 'c0de',
    sourceOf: () => '5f1e',
    recipeOf: () => null,
    teacherOf: () => 'standard',
  },
);

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
    const cells = planned.map(({ stem, hash, settings, shared }) => ({ stem, hash, settings, shared }));
    const about = { family: 'held', title: 'Held', command: 'cfq run', codeVersion: 'c0de', quick: false };
    writePlan(folder, { ...about, cells });
    const lines: string[] = [];
    const config = { data: {}, plugins: [], cells: folder, threads: 1, records: false };
    const pool = childPool(config, heldWorker);
    const { cells: finished, failures } = await runCells({
      cells: planned,
      progress: {
        start: () => undefined,
        stage: () => undefined,
        advance: () => undefined,
        stop: () => undefined,
        line(text) {
          lines.push(text);
          // The process waits in the middle of this cell until it is killed.
          const held = /^held (\d+)$/.exec(text)?.[1];
          if (held !== undefined) process.kill(Number(held), 'SIGKILL');
        },
      },
      store: openCellStore(folder),
      signal: new AbortController().signal,
      runner: () => ({ workers: 2, run: pool.run }),
    });
    await pool.close();
    expect(finished.map(({ settings: { method, seed } }) => `${method} ${seed}`)).toEqual([
      'fp32 0',
      'lsq 0',
      'fp32 1',
      'lsq 1',
    ]);
    expect(failures.map(({ planned: { settings } }) => settings.method)).toEqual([heldMethod]);
    expect(lines.filter((line) => line.startsWith('held '))).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/seed 0.*: failed: the process .* was killed \(SIGKILL\)/);
    const [plan] = readPlans(folder).plans;
    expect(plan?.cells.map(({ state }) => state)).toEqual(['done', 'failed', 'done', 'done', 'done']);
    expect(planStatus(plan!).failed[0]?.error.name).toBe('ChildProcessError');
    expect(readdirSync(folder).filter((name) => name.endsWith('.error.json'))).toHaveLength(1);
  });

  it('make way for a new one between groups once they hold more memory than they may', async () => {
    const pool = childPool({ data: {}, plugins: [], threads: 1, records: false }, heavyWorker);
    const processes: string[] = [];
    const [group] = groupCells(planned);
    const holding = (gibibytes: number): CellGroup => ({
      ...group!,
      cells: [{ ...group!.cells[0], settings: sampleSettings({ budgetBits: gibibytes }) }],
    });
    for (const gibibytes of [0.5, 0.5, 2, 0.5]) {
      await pool.run(holding(gibibytes), 0, (event) => event.kind === 'note' && processes.push(event.text));
    }
    await pool.close();
    const [first, second, third, fourth] = processes;
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    expect([first, fourth].map((process) => isRunning(Number(process)))).toEqual([false, false]);
  });

  it('end with their parent, even where it was killed outright', async () => {
    // Updates enough for minutes: both teachers are there long before a student is.
    const words = ['run', '--dataset', 'synthetic-linear', '--method', 'lsq', '--seeds', '0-1'];
    const endless = ['--override', 'length.steps=2000000', '--jobs', '2', '--json', '--out', folder];
    const running = startCli(inject('cli'), ...words, ...endless);
    const shared = join(folder, 'shared');
    const teachers = () =>
      (existsSync(shared) ? readdirSync(shared) : []).filter((name) => /^teacher-.*bin$/.test(name));
    for (let tries = 0; tries < 600 && teachers().length < 2; tries += 1) await wait(100);
    expect(teachers()).toHaveLength(2);
    // `ps` itself may be listed no longer than it runs.
    const children = (await childrenOf(running)).filter(isRunning);
    expect(children.length).toBeGreaterThanOrEqual(2);
    running.child.kill('SIGKILL');
    await running.result;
    for (let tries = 0; tries < 300 && children.some(isRunning); tries += 1) await wait(100);
    expect(children.filter(isRunning)).toEqual([]);
    const { damaged, plans } = readPlans(folder);
    expect(damaged).toEqual([]);
    expect(plans[0]?.cells.map(({ state }) => state)).toEqual(['pending', 'pending']);
  });
});
