import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { cellSchema } from '../../cells/cell.ts';
import { families } from '../../families/families.ts';
import { storedPlanSchema } from '../../store/stored-plan.ts';
import { runCli, type CliResult } from '../../testing/run-cli.ts';
import { tuningSchema } from '../../tuning/tuning.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);
const cellsOf = (text: string) => z.array(cellSchema).parse(JSON.parse(text));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-replicate-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('cfq replicate', () => {
  const words = ['replicate', 'runtime', '--quick', '--dataset', 'synthetic-linear', '--seeds', '3'];
  const options = { quick: true, datasets: ['synthetic-linear'], seeds: [3] };
  let out: string;
  let first: CliResult;
  beforeAll(async () => {
    out = join(folder, 'results');
    first = await cfq(...words, '--out', out);
  });

  it('runs a family, prints its tables, and says that a subset is one', () => {
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain(`${families.runtime.title}: ${families.runtime.description}\n`);
    expect(first.stdout).toContain('Not the whole experiment but a quick subset: synthetic-linear, seed 3;');
    for (const row of ['lsq', 'cfq, K=1', 'cfq, K=20', 'cfq-match, unrolledSteps=3']) {
      expect(first.stdout).toContain(`│ ${row} `);
    }
  });

  it('writes the plan, every cell of it, and a report', () => {
    const text = readFileSync(join(out, 'runtime.plan.json'), 'utf8');
    const plan = storedPlanSchema.parse(JSON.parse(text));
    expect(plan.quick).toBe(true);
    expect(plan.title).toMatch(/quick subset/);
    expect(plan.command).toBe(
      `cfq replicate runtime --quick --seeds 3 --dataset synthetic-linear --out ${out}`,
    );
    expect(plan.cells.map(({ settings }) => settings)).toEqual(families.runtime.settings(options));
    for (const { stem } of plan.cells) expect(existsSync(join(out, `${stem}.cell.json`))).toBe(true);
    expect(existsSync(join(out, 'report', 'report.html'))).toBe(true);
  });

  it('takes up where it was', async () => {
    const again = await cfq(...words, '--out', out, '--json');
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(`runtime: reused 6 of 6 cells of ${out}\n`);
    const cells = cellsOf(again.stdout);
    expect(cells.map(({ settings }) => settings)).toEqual(families.runtime.settings(options));
  });

  it('refuses an unknown family in one line and writes nothing', async () => {
    const elsewhere = join(folder, 'nowhere');
    const { code, stdout, stderr } = await cfq('replicate', 'rutime', '--out', elsewhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^cfq: replicate: unknown name "rutime" \(known: [^\n]+Did you mean "runtime"\?\n$/,
    );
    expect(existsSync(elsewhere)).toBe(false);
  });

  it.each([['replicate'], ['tune']])('shows help with examples: %s', async (word) => {
    const { code, stdout } = await cfq(word, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nExamples:\n {2}\$ cfq /);
  });

  it('lists the families', async () => {
    const { stdout } = await cfq('list', 'families');
    expect(stdout.match(/^[\w-]+/gm)).toEqual(Object.keys(families));
  });
});

describe('cfq tune', () => {
  const words = ['tune', '--dataset', 'synthetic-linear', '--method', 'lsq', '--seeds', '0-1'];
  const teacher = ['--teacher', 'decay=0.1,learning-rate=1e-2'];
  const grid = ['--backbone', 'mlp:8', ...teacher, '--grid', 'learningRate=1e-7,1e-2', 'length.steps=200'];

  it('records every trial, names the winner, and resumes', async () => {
    const out = join(folder, 'tune');
    const first = await cfq(...words, ...grid, '--out', out);
    expect(first.code, first.stderr).toBe(0);
    const [file = ''] = readdirSync(out).filter((name) => name.endsWith('.tune.json'));
    const tuning = tuningSchema.parse(JSON.parse(readFileSync(join(out, file), 'utf8')));
    expect(tuning.trials).toHaveLength(2);
    const scores = tuning.trials.map(({ score }) => score ?? NaN);
    expect(scores[0]).toBeGreaterThanOrEqual(scores[1] ?? NaN);
    expect(tuning.winner?.overrides).toEqual(tuning.trials[0]?.overrides);
    expect(first.stdout).toContain(tuning.winner?.command);

    const again = await cfq(...words, ...grid, '--out', out, '--json');
    expect(again.stderr).toContain(`reused 4 finished cells of ${out}\n`);
    expect(tuningSchema.parse(JSON.parse(again.stdout))).toEqual(tuning);

    const [, ...winner] = tuning.winner?.command.split(' ') ?? [];
    const run = await cfq(...winner, '--seeds', '0', '--json');
    expect(run.code, run.stderr).toBe(0);
    expect(cellsOf(run.stdout)).toMatchObject([
      { settings: { rows: 'test', overrides: tuning.winner?.overrides } },
    ]);
  });

  it('refuses what cannot be tried, in one line, and writes nothing', async () => {
    const elsewhere = join(folder, 'untried');
    const { code, stderr } = await cfq(...words, '--grid', 'eta=-1', '--out', elsewhere);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cfq: --grid: [^\n]+\n$/);
    expect(existsSync(elsewhere)).toBe(false);
  });
});
