import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellFileStem } from '../../cells/cell-specification.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { sampleCell, samplePlanned, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { openCellStore } from '../cell-store.ts';
import { readPlans } from '../read-plans.ts';
import { writePlan } from '../stored-plan.ts';
import { mergeFolders } from './merge-folders.ts';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cfq-merge-'));
  out = join(root, 'out');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const specificationOf = (seed: number) => sampleSpecification({ settings: sampleSettings({ seed }) });
const stemOf = (seed: number) => cellFileStem(specificationOf(seed));

/** A folder with a plan of the given seeds, of which some are done. */
function folder(
  name: string,
  planned: readonly number[],
  done: readonly number[],
  given: { agreement?: number; record?: string; total?: number } = {},
): string {
  const path = join(root, name);
  const store = openCellStore(path);
  for (const seed of done) {
    const cell = sampleCell({ seed, settings: sampleSettings({ seed }) });
    const { agreement = cell.agreement, total = cell.seconds.total, record } = given;
    store.write(specificationOf(seed), { ...cell, agreement, seconds: { ...cell.seconds, total } }, record);
  }
  const cells = planned.map((seed) => samplePlanned(sampleSettings({ seed })));
  writePlan(path, {
    family: 'main',
    title: 'Main',
    command: 'cfq replicate main',
    codeVersion: 'c0de',
    quick: false,
    cells,
  });
  return path;
}

const statesIn = (path: string) =>
  readPlans(path).plans.flatMap(({ cells }) => cells.map(({ settings, state }) => [settings.seed, state]));

describe('mergeFolders', () => {
  it('joins shards of a plan into the folder that one run would have written', () => {
    const parts = [
      folder('a', [0, 1, 2], [0, 2], { record: '{}' }),
      folder('b', [0, 1, 2], [1], { record: '{}' }),
    ];
    const whole = folder('whole', [0, 1, 2], [0, 1, 2], { record: '{}' });
    expect(mergeFolders(parts, out)).toEqual({ cells: 3, twice: 0, plans: 1, mismatches: [], damaged: [] });
    expect(readdirSync(out)).toEqual(readdirSync(whole));
    for (const name of readdirSync(whole)) {
      expect(readFileSync(join(out, name))).toEqual(readFileSync(join(whole, name)));
    }
  });

  it('joins plans that ask for different cells, and failures with them', () => {
    const a = folder('a', [0, 1], [0]);
    const b = folder('b', [1, 2], [2]);
    openCellStore(b).writeError(specificationOf(1), new Error('diverged'));
    mergeFolders([a, b], out);
    expect(statesIn(out)).toEqual([
      [0, 'done'],
      [1, 'failed'],
      [2, 'done'],
    ]);
  });

  it('takes a cell that both have where only the time differs, and the one with a record', () => {
    const a = folder('a', [0], [0], { total: 1 });
    const b = folder('b', [0], [0], { total: 99, record: '{"a":1}' });
    expect(mergeFolders([a, b], out)).toMatchObject({ cells: 1, twice: 1, mismatches: [] });
    expect(openCellStore(out).hasRecord(specificationOf(0))).toBe(true);
  });

  it('alarms where a cell was not reproduced, says in what and where, and takes neither', () => {
    const a = folder('a', [0, 1], [0, 1]);
    const b = folder('b', [0, 1], [0], { agreement: 0.5 });
    const { cells, mismatches } = mergeFolders([a, b], out);
    expect(cells).toBe(1);
    expect(mismatches).toEqual([
      {
        stem: stemOf(0),
        fields: ['agreement'],
        places: [expect.stringMatching(/^.*a \(.*Node v.*code c0de/), expect.stringMatching(/^.*b \(/)],
      },
    ]);
    expect(statesIn(out)).toEqual([
      [0, 'pending'],
      [1, 'done'],
    ]);
    const c = folder('c', [1], [1], { record: '{"a":1}' });
    const d = folder('d', [1], [1], { record: '{"a":2}' });
    expect(mergeFolders([c, d], join(root, 'other')).mismatches).toMatchObject([{ fields: ['record'] }]);
  });

  it('counts what the folder holds already, also where it is named among the others', () => {
    const a = folder('a', [0], [0]);
    folder('out', [1], [1]);
    expect(mergeFolders([a, out], out)).toMatchObject({ cells: 2, plans: 1 });
    expect(statesIn(out)).toEqual([
      [1, 'done'],
      [0, 'done'],
    ]);
  });

  it('goes on past a damaged file, and refuses folders with nothing in them', () => {
    const a = folder('a', [0, 1], [0, 1]);
    writeFileSync(join(a, `${stemOf(0)}.cell.json`), '{');
    expect(mergeFolders([a], out)).toMatchObject({
      cells: 1,
      damaged: [expect.stringContaining('not a whole cell file')],
    });
    mkdirSync(join(root, 'empty'));
    expect(() => mergeFolders([join(root, 'empty')], join(root, 'x'))).toThrow(UsageError);
    expect(() => mergeFolders([join(root, 'absent')], join(root, 'x'))).toThrow(
      /must be folders that can be read/,
    );
  });
});
