import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { completeSettings } from '../cells/cell-settings.ts';
import { cellFileStem, type CellSpecification } from '../cells/cell-specification.ts';
import { claims } from '../commands/claims/run.ts';
import { report } from '../commands/report/run.ts';
import { status } from '../commands/status/run.ts';
import { table } from '../commands/table/run.ts';
import { exitCode, type ExitCode } from '../command-line/exit-code.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { sampleCell, samplePlanned, sampleSpecification } from '../testing/sample-cell.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import { openCellStore } from './cell-store.ts';
import { writePlan } from './stored-plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-mixed-'));
  for (const method of ['lsq', 'kd', 'cfq']) for (const seed of [0, 1]) add({ method, seed });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const settingsOf = (method: string, seed: number) => completeSettings({ dataset: 'german', method, seed });

/** Writes a cell of `german`, by these rows and this code; one that is `old` counts as written an hour before. */
function add({
  method,
  seed,
  old = false,
  cell = {},
  ...own
}: Partial<Pick<CellSpecification, 'source' | 'codeVersion'>> & {
  readonly method: string;
  readonly seed: number;
  readonly old?: boolean;
  readonly cell?: Partial<Cell>;
}): void {
  const settings = settingsOf(method, seed);
  const specification = sampleSpecification({ settings, ...own });
  const made = sampleCell({ dataset: 'german', method, seed, budgetBits: 4, ...cell });
  const { codeVersion } = specification;
  openCellStore(folder).write(specification, { ...made, settings, codeVersion });
  if (!old) return;
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(folder, `${cellFileStem(specification)}.cell.json`), hourAgo, hourAgo);
}

const readers: readonly [string, (terminal: Terminal) => ExitCode | Promise<ExitCode>][] = [
  ['table', (terminal) => table(folder, {}, terminal)],
  ['claims', (terminal) => claims(folder, {}, terminal)],
  [
    'report',
    async (terminal) => {
      const code = await report(folder, {}, terminal);
      const file = (name: string) => readFileSync(join(folder, 'report', name), 'utf8');
      terminal.stdout.write(file('report.csv'));
      // What is left out stands on the page.
      terminal.stderr.write(file('report.md'));
      return code;
    },
  ],
];

const wrong: Partial<Cell> = { agreement: 0.1, accuracyStudent: 0.1 };

it.each(readers)('%s says what it leaves out: other rows of the same name, other code', async (_, read) => {
  const clean = sampleTerminal();
  expect(await read(clean)).toBe(exitCode.success);
  add({ method: 'lsq', seed: 2, source: 'ed17ed', old: true, cell: wrong });
  add({ method: 'kd', seed: 3, codeVersion: 'b0b0', old: true, cell: wrong });
  const mixed = sampleTerminal();
  expect(await read(mixed)).toBe(exitCode.success);
  expect(mixed.written()).toBe(clean.written());
  expect(mixed.errors()).toContain(
    'eft out 1 cell of other rows that are called german too; kept: those of the newest, fingerprint 5f1e',
  );
  expect(mixed.errors()).toContain(
    'eft out 1 cell of kd at 4 bits on german by another version of the code; kept: version c0de',
  );
});

it('status counts the cells of a plan, and none of other rows or code in their place', () => {
  const cells = [0, 1, 2].map((seed) => samplePlanned(settingsOf('lsq', seed)));
  const plan = { family: 'main', title: 'Cells', command: 'cfq replicate main', quick: false };
  writePlan(folder, { ...plan, codeVersion: 'c0de', cells });
  add({ method: 'lsq', seed: 2, source: 'ed17ed' });
  add({ method: 'lsq', seed: 2, codeVersion: 'b0b0' });
  const terminal = sampleTerminal();
  expect(status(folder, { json: true }, terminal)).toBe(exitCode.success);
  const [told] = (JSON.parse(terminal.written()) as { plans: object[] }).plans;
  expect(told).toMatchObject({ cells: 3, done: 2, pending: 1, damaged: 0 });
});

it('a cell of wrong types or without its numbers is named, and nothing is made of it', async () => {
  const store = openCellStore(folder);
  const strange: object[] = [
    { agreement: 'much' },
    { agreement: null },
    { agreement: 1e400 },
    { margins: {} },
    { dataset: ['german'] },
    { seed: -1 },
  ];
  for (const [seed, changes] of strange.entries()) {
    const settings = settingsOf('strange', seed);
    store.write(sampleSpecification({ settings }), {
      ...sampleCell({ dataset: 'german', seed }),
      settings,
      ...changes,
    });
  }
  const terminal = sampleTerminal();
  expect(await table(folder, {}, terminal)).toBe(exitCode.failed);
  expect(terminal.errors().trimEnd().split('\n')).toHaveLength(strange.length);
  expect(terminal.errors()).not.toMatch(/^\s+at /m);
  expect(terminal.written()).not.toMatch(/strange|NaN|undefined|\[object/);
});
