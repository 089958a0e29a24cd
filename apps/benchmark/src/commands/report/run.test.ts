import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { Cell } from '../../cells/cell.ts';
import { cellFileStem } from '../../cells/cell-specification.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { exitCode } from '../../command-line/exit-code.ts';
import { writePlan } from '../../store/stored-plan.ts';
import { samplePlanned, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleReportCell, sampleReportCells } from '../../testing/sample-report-cells.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { report } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-report-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const specificationOf = ({ settings }: Cell) => sampleSpecification({ settings });
const store = (cell: Cell, record?: string) =>
  openCellStore(folder).write(specificationOf(cell), cell, record);
const written = (name: string) => readFileSync(join(folder, 'report', name), 'utf8');
const plan = (family: string, settings: readonly Cell['settings'][]) =>
  writePlan(folder, {
    family,
    title: `The ${family} cells`,
    command: `cfq replicate ${family} --out here`,
    codeVersion: 'c0de',
    quick: false,
    cells: settings.map(samplePlanned),
  });

describe('cfq report', () => {
  it('writes the page, Markdown, CSV and figures, and says where', async () => {
    for (const cell of sampleReportCells()) store(cell);
    const terminal = sampleTerminal();
    expect(await report(folder, { title: 'All of it' }, terminal)).toBe(exitCode.success);
    expect(terminal.written()).toBe(`${join(folder, 'report', 'report.html')}\n`);
    expect(terminal.errors()).toBe('');
    expect(readdirSync(join(folder, 'report')).sort()).toEqual([
      'figures',
      'report.csv',
      'report.html',
      'report.md',
    ]);
    expect(written('report.html')).toContain('<h1>All of it</h1>');
    const linked = [...written('report.md').matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, file = '']) => file);
    expect(linked.length).toBeGreaterThan(10);
    for (const file of linked) expect(existsSync(join(folder, 'report', file))).toBe(true);
  });

  it('writes CSV that reads back: every cell once, one row a margin, undefined empty', async () => {
    const cells = sampleReportCells();
    for (const cell of cells) store(cell);
    plan(
      'main',
      cells.slice(0, 5).map(({ settings }) => settings),
    );
    plan(
      'other',
      cells.slice(3, 9).map(({ settings }) => settings),
    );
    await report(folder, {}, sampleTerminal());
    const rows = csvParse(written('report.csv'));
    const key = (row: Record<string, string | undefined>) =>
      [row['method'], row['variant'], row['budget_bits'], row['seed'], row['kappa']].join('|');
    const expected = cells.flatMap((cell) =>
      cell.margins.map(({ kappa }) =>
        [cell.method, cell.variant, cell.budgetBits, cell.seed, kappa].join('|'),
      ),
    );
    expect(rows.map(key).sort()).toEqual(expected.sort());
    for (const row of rows) {
      const cell = cells.find(
        (one) =>
          one.method === row['method'] &&
          one.variant === row['variant'] &&
          String(one.budgetBits) === row['budget_bits'] &&
          String(one.seed) === row['seed'],
      );
      const margin = cell?.margins.find(({ kappa }) => String(kappa) === row['kappa']);
      const written = (value: number | null | undefined) => (value === null ? '' : String(value));
      expect(row['validity_drop']).toBe(written(margin?.validityDrop));
      expect(row['faithfulness_error']).toBe(written(margin?.faithfulnessError));
      expect(row['n_validity_drop']).toBe(String(margin?.counts.validityDrop));
      expect(row['agreement_upper']).toBe(written(cell?.intervals.agreement?.upper));
    }
    expect(rows.some((row) => row['chapters'] === 'main;other')).toBe(true);
    expect(written('report.csv')).not.toMatch(/NaN|null|undefined/);
  });

  it('writes no column of CSV that the README does not explain', async () => {
    store(sampleReportCell({ method: 'lsq' }));
    await report(folder, {}, sampleTerminal());
    const page = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
    const readme = page('README.md') + page('schema/aggregates.md');
    const { columns } = csvParse(written('report.csv'));
    expect(columns.length).toBeGreaterThan(40);
    const base = (column: string) => column.replace(/_(lower|upper)$/, '').replace(/^n_/, '');
    const explained = (column: string) => readme.includes(`\`${column}\``);
    expect(columns.filter((column) => !explained(column) && !explained(base(column)))).toEqual([]);
  });

  it('has a chapter a plan with its command, and one for cells of no plan', async () => {
    const [first, second, third] = ['lsq', 'kd', 'cfq'].map((method) => sampleReportCell({ method }));
    for (const cell of [first!, second!, third!]) store(cell);
    plan('main', [first!.settings, second!.settings]);
    await report(folder, {}, sampleTerminal());
    const markdown = written('report.md');
    expect(markdown.match(/^## .*/gm)).toEqual(['## The main cells', '## Cells of no plan']);
    expect(markdown).toContain('2 cells, made by `cfq replicate main --out here`.');
    expect(markdown).toContain('--method cfq --bits 4 --seeds 0');
  });

  it('reports the families named alone, and lists those there are for an unknown name', async () => {
    const [first, second, third] = ['lsq', 'kd', 'cfq'].map((method) => sampleReportCell({ method }));
    for (const cell of [first!, second!, third!]) store(cell);
    plan('main', [first!.settings, second!.settings]);
    plan('theory', [second!.settings]);
    await report(folder, { family: 'theory' }, sampleTerminal());
    expect(written('report.md').match(/^## .*/gm)).toEqual(['## The theory cells']);
    const rows = csvParse(written('report.csv'));
    expect([...new Set(rows.map((row) => row['method']))]).toEqual(['kd']);
    await expect(report(folder, { family: 'thoery' }, sampleTerminal())).rejects.toThrow(
      '--family: unknown name "thoery" (known: main, theory, cells). Did you mean "theory"?',
    );
  });

  it('names cells that failed or were not run yet', async () => {
    const done = sampleReportCell({ method: 'lsq' });
    store(done);
    const failed = sampleSettings({ method: 'kd' });
    openCellStore(folder).writeError(sampleSpecification({ settings: failed }), new Error('out of luck'));
    plan('main', [done.settings, failed, sampleSettings({ method: 'cfq' })]);
    expect(await report(folder, {}, sampleTerminal())).toBe(exitCode.success);
    expect(written('report.md')).toMatch(/- Failed: synthetic-kd-\S+: out of luck/);
    expect(written('report.md')).toContain('1 of 3 cells have not been run yet');
  });

  it('names damaged cells on the page and on stderr, reports the rest, and fails', async () => {
    const [whole, planned, loose] = ['lsq', 'kd', 'cfq'].map((method) => sampleReportCell({ method }));
    for (const cell of [whole!, planned!, loose!]) store(cell);
    plan('main', [whole!.settings, planned!.settings]);
    for (const cell of [planned!, loose!]) {
      writeFileSync(join(folder, `${cellFileStem(specificationOf(cell))}.cell.json`), '{');
    }
    const terminal = sampleTerminal();
    expect(await report(folder, {}, terminal)).toBe(exitCode.failed);
    for (const method of ['kd', 'cfq']) {
      expect(terminal.errors()).toMatch(new RegExp(`synthetic-${method}-.*not a whole cell file`));
      expect(written('report.html')).toMatch(new RegExp(`Left out: [^<]*synthetic-${method}-`));
    }
    expect(written('report.md')).toContain('| lsq |');
  });

  it('compares over seeds where a record is damaged, names it, and fails', async () => {
    for (const [method, record] of [
      ['lsq', '{"format":"cfq-record/9"}'],
      ['cfq-faithful', '{'],
    ] as const) {
      store(sampleReportCell({ method }), record);
    }
    const terminal = sampleTerminal();
    expect(await report(folder, {}, terminal)).toBe(exitCode.failed);
    expect(terminal.errors()).toMatch(/not a whole record/);
    expect(written('report.md')).toContain('without stored records');
    expect(written('report.md')).toMatch(/^- Left out: .*not a whole record/m);
  });

  it('counts the newest of equal settings where cells are in no plan', async () => {
    const old = sampleReportCell({ method: 'lsq' }, { agreement: 0.111 });
    const recent = { ...old, agreement: 0.999 };
    const cells = openCellStore(folder);
    const older = sampleSpecification({ settings: old.settings, codeVersion: '01d' });
    cells.write(older, old);
    utimesSync(join(folder, `${cellFileStem(older)}.cell.json`), 1000, 1000);
    store(recent);
    await report(folder, {}, sampleTerminal());
    expect(written('report.md')).toContain('Left out 1 older of equal settings.');
    expect(csvParse(written('report.csv')).map((row) => row['agreement'])).toEqual(['0.999', '0.999']);
  });

  it('writes elsewhere when told to, equal cells in equal bytes', async () => {
    for (const cell of sampleReportCells()) store(cell);
    const names = ['a', 'b'].map((name) => join(folder, name));
    for (const out of names) await report(folder, { out }, sampleTerminal());
    for (const file of ['report.html', 'report.md', 'report.csv']) {
      const [first, second] = names.map((out) => readFileSync(join(out, file), 'utf8'));
      expect(first).toBe(second);
    }
    expect(existsSync(join(folder, 'report'))).toBe(false);
  });

  it('refuses a folder without finished cells, or none at all', async () => {
    await expect(report(folder, {}, sampleTerminal())).rejects.toThrow(
      /holds no finished cells.*cfq run --out/,
    );
    await expect(report(join(folder, 'absent'), {}, sampleTerminal())).rejects.toThrow(UsageError);
    expect(existsSync(join(folder, 'report'))).toBe(false);
  });
});
