import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeRecord, type RecourseRecord } from '@cfq/metrics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { cellFileStem } from '../../cells/cell-specification.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { exitCode } from '../../command-line/exit-code.ts';
import { sampleCell, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { table } from './run.ts';
import { lengthOf } from '../../tables/wrap-text.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-table-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Four people, all denied; the student breaks the recourse of the given ones at both margins. */
function record(broken: readonly number[]): string {
  const people = 4;
  const delta = { data: new Float32Array(people).fill(1), shape: [people, 1] };
  const solved = { delta, cost: new Float32Array(people).fill(1), valid: new Uint8Array(people).fill(1) };
  const denials = (columns: number) => ({ data: new Int32Array(people * columns), shape: [people, columns] });
  const made: RecourseRecord = {
    about: { method: 'any' },
    favourableClass: 1,
    test: {
      label: new Int32Array(people),
      teacherPrediction: new Int32Array(people),
      studentPrediction: new Int32Array(people),
      subgroups: {},
    },
    population: Int32Array.from({ length: people }, (_, row) => row),
    nearMiss: {
      short: {
        fractions: [0.5],
        exists: { data: new Uint8Array(people).fill(1), shape: [people, 1] },
        teacherPrediction: denials(1),
        studentPrediction: denials(1),
      },
      allButOne: {
        exists: { data: new Uint8Array(0), shape: [people, 0] },
        teacherPrediction: denials(0),
        studentPrediction: denials(0),
      },
    },
    margins: [0, 0.2].map((kappa) => ({
      kappa,
      teacher: solved,
      student: solved,
      atTeacherRecourse: {
        studentPrediction: Int32Array.from({ length: people }, (_, row) => (broken.includes(row) ? 0 : 1)),
        teacherMargin: new Float32Array(people).fill(1),
        studentMargin: new Float32Array(people).fill(1),
      },
    })),
  };
  return serializeRecord(made);
}

function store(method: string, seed: number, savedRecord?: string): void {
  const specification = sampleSpecification({ settings: sampleSettings({ method, seed }) });
  openCellStore(folder).write(specification, sampleCell({ method, seed }), savedRecord);
}

describe('cfq table', () => {
  it('prints one table a dataset and nothing else when asked to be brief', async () => {
    store('lsq', 0);
    store('cfq-faithful', 0);
    const terminal = sampleTerminal();
    await table(folder, { markdown: true, brief: true }, terminal);
    expect(terminal.written().match(/^\| method /gm)).toHaveLength(1);
    expect(terminal.written()).toMatch(/\| lsq \| 4\.00 \|/);
    expect(terminal.written()).not.toMatch(/schedule|target/);
  });

  it('prints the tables, the bit schedules, and the targets with their verdicts', async () => {
    store('lsq', 0);
    store('cfq-faithful', 0);
    const terminal = sampleTerminal();
    expect(await table(folder, {}, terminal)).toBe(exitCode.success);
    expect(terminal.written()).toContain('synthetic, mlp:8, 1 seed: decisions');
    expect(terminal.written()).toContain('lsq @ 4: dense0 4, dense1 4 (average 4.00), seed 0');
    expect(terminal.written()).toMatch(/near-miss fidelity ≥ 0.95 .*0.9000.*missed/);
    expect(terminal.errors()).toBe('');
  });

  it('writes Markdown when asked to', async () => {
    store('lsq', 0);
    const terminal = sampleTerminal();
    await table(folder, { markdown: true }, terminal);
    expect(terminal.written()).toContain(
      '**synthetic, mlp:8, 1 seed: recourse at κ = 0.2**\n\n| method | VD ↓ |',
    );
    expect(terminal.written()).not.toContain('│');
  });

  it('writes LaTeX when asked to, and nothing that LaTeX does not take', async () => {
    store('lsq', 0);
    store('cfq-faithful', 0);
    const terminal = sampleTerminal();
    await table(folder, { latex: true }, terminal);
    const tex = terminal.written();
    expect(tex).toContain('\\caption{synthetic, mlp:8, 1 seed: recourse at $\\kappa$ = 0.2}');
    const tables = [...tex.matchAll(/\\begin\{tabular\}\{(\w+)\}\n([^]*?)\\end\{tabular\}/g)];
    expect(tables.length).toBe(tex.split('\\end{table}').length - 1);
    for (const [, alignment = '', body = ''] of tables) {
      const rows = body.split('\n').filter((line) => line.endsWith('\\\\'));
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row.split(/(?<!\\)&/)).toHaveLength(alignment.length);
    }
    expect(tex).toMatch(/^% VD ↓: share of the teacher's valid actions/m);
    expect(tex).not.toMatch(/Next:/);
    await expect(table(folder, { latex: true, markdown: true }, sampleTerminal())).rejects.toThrow(
      /in one way/,
    );
  });

  it('ends with the columns, a verdict in words and a command that can be run', async () => {
    store('lsq', 0);
    const terminal = sampleTerminal();
    await table(folder, {}, terminal);
    const [, ending = ''] = terminal.written().split('\nColumns\n');
    expect(ending).toContain("VD ↓: share of the teacher's valid actions that the student refuses");
    expect(ending).toMatch(
      /lsq: accuracy 1.7 points lower, within noise .*, breaks 11 of 100 promises \[0, 26\] \(only 19/,
    );
    expect(ending).toContain(`Next: \`cfq report ${folder}\``);
    expect(terminal.written()).not.toMatch(/NaN|undefined|\u001b/);
  });

  it('fits a terminal, and shows all of it where asked to', async () => {
    for (const seed of [0, 1]) for (const method of ['lsq', 'cfq-faithful']) store(method, seed);
    const longest = (text: string) => Math.max(...text.split('\n').map((line) => lengthOf(line)));
    for (const columns of [80, 100, 200]) {
      const terminal = sampleTerminal({ isTTY: true, columns });
      await table(folder, {}, terminal);
      expect(longest(terminal.written()), String(columns)).toBeLessThanOrEqual(columns);
    }
    const wide = sampleTerminal({ isTTY: true, columns: 80 });
    await table(folder, { wide: true }, wide);
    expect(wide.written()).toContain('recourse at κ = 0.2');
  });

  it('compares with the best baseline, paired over people and seeds, where records are stored', async () => {
    for (const seed of [0, 1]) {
      store('lsq', seed, record([0, 1, 2]));
      store('cfq-faithful', seed, record([0]));
    }
    const terminal = sampleTerminal();
    await table(folder, { markdown: true }, terminal);
    expect(terminal.written()).toContain('cfq-faithful minus lsq, paired over people and 2 seeds');
    expect(terminal.written()).toMatch(
      /\| validity drop at κ = 0.2 \| −0.5000 \| −\d\.\d+ \| (−|)\d\.\d+ \| 8 \|/,
    );
    // Nobody differs among four people: 1 − 0.025^(1/4), exactly.
    expect(terminal.written()).toContain('| near-miss fidelity | 0.0000 | −0.6024 | 0.6024 | 8 |');
  });

  it('prints what is whole, names what is damaged, and fails', async () => {
    store('lsq', 0);
    store('cfq', 0);
    const damaged = sampleSpecification({ settings: sampleSettings({ method: 'cfq' }) });
    writeFileSync(join(folder, `${cellFileStem(damaged)}.cell.json`), '{');
    const terminal = sampleTerminal();
    expect(await table(folder, {}, terminal)).toBe(exitCode.failed);
    expect(terminal.written()).toContain('lsq @ 4');
    expect(terminal.errors()).toMatch(/^cfq: .*synthetic-cfq-.*not a whole cell file.*\n$/);
  });

  it('counts the newest of cells that differ in their settings alone, and says so', async () => {
    const older = sampleSpecification({ settings: sampleSettings({ margins: [0, 0.2, 0.8] }) });
    const cells = openCellStore(folder);
    cells.write(older, sampleCell({ agreement: 0.5 }));
    utimesSync(join(folder, `${cellFileStem(older)}.cell.json`), 1000, 1000);
    cells.write(sampleSpecification(), sampleCell({ agreement: 0.75 }));
    const terminal = sampleTerminal();
    expect(await table(folder, {}, terminal)).toBe(exitCode.success);
    expect(terminal.written()).toContain('1 seed: decisions');
    expect(terminal.written()).toContain(' 75.0 │');
    expect(terminal.errors()).toBe('left out 1 older cell run with other settings\n');
  });

  it('lists full precision first, then methods by name', async () => {
    const cells = openCellStore(folder);
    for (const [method, budgetBits] of [
      ['lsq', 4],
      ['fp32', 32],
      ['cfq', 4],
    ] as const) {
      const specification = sampleSpecification({ settings: sampleSettings({ method, budgetBits }) });
      cells.write(specification, sampleCell({ method, budgetBits }));
    }
    const terminal = sampleTerminal();
    await table(folder, { markdown: true }, terminal);
    const rows = terminal
      .written()
      .match(/^\| (fp32|cfq|lsq) \|/gm)
      ?.slice(0, 3);
    expect(rows).toEqual(['| fp32 |', '| cfq |', '| lsq |']);
  });

  it('names a damaged record, and fails', async () => {
    store('lsq', 0, record([0]));
    store('cfq-faithful', 0, '{"format":"cfq-record/1"}');
    const terminal = sampleTerminal();
    expect(await table(folder, {}, terminal)).toBe(exitCode.failed);
    expect(terminal.errors()).toMatch(/a record of an older protocol \(cfq-record\/1\)\. .*measured again/);
  });

  it('refuses a folder without cells, or none at all', async () => {
    await expect(table(folder, {}, sampleTerminal())).rejects.toThrow(UsageError);
    await expect(table(join(folder, 'absent'), {}, sampleTerminal())).rejects.toThrow(/must be a folder/);
  });
});
