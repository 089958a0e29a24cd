import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { completeSettings } from '../cells/cell-settings.ts';
import { claims } from '../commands/claims/run.ts';
import { report } from '../commands/report/run.ts';
import { status } from '../commands/status/run.ts';
import { table } from '../commands/table/run.ts';
import { exitCode, type ExitCode } from '../command-line/exit-code.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { sampleCell, samplePlanned, sampleSpecification } from '../testing/sample-cell.ts';
import { sampleReportCells } from '../testing/sample-report-cells.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import { openCellStore } from './cell-store.ts';
import { writePlan } from './stored-plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-unreadable-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Cells that claims are about. */
const claimed = ['lsq', 'kd', 'cfq'].flatMap((method) =>
  [0, 1].map((seed): Cell => {
    const settings = completeSettings({ dataset: 'german', method, seed });
    return { ...sampleCell({ dataset: 'german', method, seed, budgetBits: 4 }), settings };
  }),
);
const cells = [...sampleReportCells(), ...claimed];
const planned = cells.map(({ settings }) => samplePlanned(settings));

beforeEach(() => {
  const store = openCellStore(folder);
  for (const cell of cells) store.write(sampleSpecification({ settings: cell.settings }), cell);
  const [title, command] = ['All cells', 'cfq replicate main'];
  writePlan(folder, { family: 'main', title, command, codeVersion: 'c0de', quick: false, cells: planned });
});

const harms: readonly ((path: string) => void)[] = [
  (path) => mkdirSync(path),
  (path) => symlinkSync(join(folder, 'nowhere'), path),
  (path) => symlinkSync(path, path),
  (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0])),
];
const kinds = ['cell.json', 'plan.json', 'error.json', 'record.json.gz'];

/** Entries of every name that a reader looks for and of every kind that it cannot read. */
function litter(): string[] {
  return kinds.flatMap((kind) =>
    harms.map((harm, index) => {
      const name = `odd-${index}.${kind}`;
      harm(join(folder, name));
      return name;
    }),
  );
}

const readers: readonly [string, (terminal: Terminal) => ExitCode | Promise<ExitCode>][] = [
  ['table', (terminal) => table(folder, {}, terminal)],
  ['claims', (terminal) => claims(folder, {}, terminal)],
  ['status', (terminal) => status(folder, {}, terminal)],
  [
    'report',
    async (terminal) => {
      const code = await report(folder, {}, terminal);
      terminal.stdout.write(readFileSync(join(folder, 'report', 'report.csv'), 'utf8'));
      return code;
    },
  ],
];

it.each(readers)('%s reads past entries that cannot be read, and names each', async (name, read) => {
  const clean = sampleTerminal();
  expect(await read(clean)).toBe(exitCode.success);
  const names = litter().filter((one) =>
    one.endsWith('.plan.json') ? name !== 'table' : one.endsWith('.cell.json') && name !== 'status',
  );
  const harmed = sampleTerminal();
  expect(await read(harmed)).toBe(exitCode.failed);
  expect(harmed.written()).toBe(clean.written());
  const lines = harmed.errors().trimEnd().split('\n');
  expect(lines).toHaveLength(names.length);
  for (const one of names)
    expect(
      lines.filter((line) => line.includes(one)),
      one,
    ).toHaveLength(1);
});

it.each(readers)('%s tells of planned cells that are no files, and of all others', async (_, read) => {
  const paths = harms.map((harm, index) => {
    const path = join(folder, `${planned[index]!.stem}.cell.json`);
    rmSync(path);
    harm(path);
    return path;
  });
  const terminal = sampleTerminal();
  expect(await read(terminal)).toBe(exitCode.failed);
  const lines = terminal.errors().trimEnd().split('\n');
  expect(lines.sort()).toEqual(paths.sort().map((path) => expect.stringContaining(path) as string));
  expect(terminal.written()).not.toBe('');
});
