import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../main.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { sampleCell, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { plainProgress } from '../plain-progress.ts';
import { terminalProgress } from '../terminal-progress.ts';
import { visibleOutput } from './visible-output.ts';

/** What sets the title of a terminal, ends a text in C, turns text round and goes back over a line. */
const hostile = 'own\u001b]0;title\u0007\u0000\u202e\u001b[2J\rname';
const shown = 'own\\u001b]0;title\\u0007\\u0000\\u202e\\u001b[2J\\u000dname';
const raw = /\u001b\]|\u0007|\u0000|\u202e|\u001b\[2J|\rname/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-names-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command for somebody who sits at a terminal. */
async function seen(...words: string[]) {
  const terminal = sampleTerminal({ isTTY: true });
  const code = await main(words, terminal);
  const [written, errors] = [terminal.written(), terminal.errors()];
  expect(written).not.toMatch(raw);
  expect(errors).not.toMatch(raw);
  return { code, written, errors };
}

describe('a name that would steer a terminal is written out', () => {
  it.each([
    ['a flag', ['run', '--dataset', hostile, '--method', 'lsq']],
    ['a command', [hostile]],
    ['a folder', ['table', hostile.replace('\u0000', '')]],
  ])('in the error about %s', async (_, words) => {
    const { code, errors } = await seen(...words);
    expect(code).toBe(2);
    expect(errors).toContain('own\\u001b]0;title\\u0007');
  });

  it('in the error about a file', async () => {
    const [csv, schema] = [join(folder, 'own.csv'), join(folder, 'own.json')];
    const text = hostile.replace('\u0000', '');
    writeFileSync(csv, `"${text}",paid\n1,yes\n`);
    const columns = { income: { kind: 'numeric' } };
    const label = { column: 'paid', favourable: 'yes' };
    writeFileSync(schema, JSON.stringify({ name: hostile, label, sparsity: 1, columns }));
    const { code, errors } = await seen('run', '--csv', csv, '--schema', schema, '--method', 'lsq');
    expect(code).toBe(2);
    expect(errors).toContain('own\\u001b]0;title\\u0007\\u202e');
  });

  it('in tables, which huge numbers leave in their columns', async () => {
    const settings = sampleSettings({ dataset: hostile });
    const cell = sampleCell({
      dataset: hostile,
      settings,
      packedBytes: Number.MAX_SAFE_INTEGER,
      meanCostTeacher: 1e308,
    });
    openCellStore(folder).write(sampleSpecification({ settings }), cell);
    const { code, written } = await seen('table', folder);
    expect(code).toBe(0);
    expect(written).toContain('own\\u001b]0;title\\u0007\\u0000');
    expect(written).not.toMatch(/NaN|Infinity/);
  });

  it('in progress, as a line and in the bar', () => {
    const terminal = sampleTerminal({ isTTY: true, columns: 200 });
    const output = visibleOutput(terminal.stderr);
    const bar = terminalProgress(output);
    bar.start(2);
    bar.stage(hostile);
    bar.line(`${hostile}: finished`);
    bar.advance(1);
    bar.stop();
    expect(terminal.errors()).not.toMatch(/\u001b\]0/);
    expect(terminal.errors()).not.toContain('\u0007');
    expect(terminal.errors()).toContain(shown);
    const said = sampleTerminal();
    const lines = plainProgress((text) => visibleOutput(said.stderr).write(text));
    lines.start(1);
    lines.line(`${hostile}: finished`);
    lines.stop();
    expect(said.errors()).toContain(`${shown}: finished`);
  });
});
