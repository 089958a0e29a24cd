import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protocol } from '../../cells/cell-specification.ts';
import { planCells } from '../../runner/plan-cells.ts';
import { folderSharedStore } from '../../store/folder-shared-store.ts';
import { sampleSettings } from '../../testing/sample-cell.ts';
import { teacherGapKey } from './teacher-gap-of.ts';
import { teacherGapsOf } from './teacher-gaps-of.ts';

const settings = [0, 1, 2].flatMap((seed) => ['lsq', 'kd'].map((method) => sampleSettings({ method, seed })));
const cells = planCells(settings, {
  protocol,
  codeVersionOf: () => 'c0de',
  sourceOf: () => '5f1e',
  recipeOf: () => null,
  teacherOf: () => 'standard',
});
const gapOf = (denied: number) => ({ n: { denied, sampled: 1 }, margins: [] });

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'cfq-gaps-'));
});
afterEach(() => {
  rmSync(out, { recursive: true });
});

describe('teacherGapsOf', () => {
  it('takes what was told, else what the folder keeps of as many people, else says that there is none', () => {
    const gaps = new Map([[cells[0]!.shared.recourse, gapOf(1)]]);
    const spent = { seconds: 1, cpuSeconds: 1 };
    const kept = folderSharedStore(join(out, 'shared'), () => undefined);
    kept.write('teacherGap', teacherGapKey(cells[2]!, 20), { value: gapOf(2), spent });
    const told = (gapPeople: number) =>
      teacherGapsOf(cells, { gaps, failures: [] }, { gapPeople, out }).map(({ settings: { seed }, gap }) => [
        seed,
        'n' in gap ? gap.n.denied : gap.reason,
      ]);
    const none = 'its cells were there before';
    expect(told(20)).toEqual([
      [0, 1],
      [1, 2],
      [2, none],
    ]);
    expect(told(5)).toEqual([
      [0, 1],
      [1, none],
      [2, none],
    ]);
  });

  it('leaves out what did not come to its end, and needs no folder', () => {
    const failures = [{ planned: cells[3]!, error: { name: 'Error', message: 'diverged' } }];
    const gaps = new Map<string, never>();
    const seeds = (more: { readonly unkept?: string }) =>
      teacherGapsOf(cells, { gaps, failures, ...more }, { gapPeople: 20 }).map((one) => one.settings.seed);
    expect(seeds({})).toEqual([0, 2]);
    expect(seeds({ unkept: 'full' })).toEqual([]);
  });
});
