import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCellStore } from '../../store/cell-store.ts';
import { families } from '../../families/families.ts';
import { writePlan } from '../../store/stored-plan.ts';
import { samplePlanned, sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleReportCell } from '../../testing/sample-report-cells.ts';
import { readReportCells } from './read-report-cells.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-report-cells-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the chapters of a folder', () => {
  it('stand in the order of the families, other plans after them, cells of no plan last', () => {
    const [planned, loose] = ['lsq', 'kd'].map((method) => sampleReportCell({ method }));
    for (const cell of [planned!, loose!]) {
      openCellStore(folder).write(sampleSpecification({ settings: cell.settings }), cell);
    }
    const names = Object.keys(families);
    // Against both orders that a folder could give by itself.
    expect(names).not.toEqual([...names].sort());
    for (const family of ['a-plan-of-mine', ...[...names].reverse()]) {
      writePlan(folder, {
        family,
        title: family,
        command: `cfq replicate ${family}`,
        codeVersion: 'c0de',
        quick: false,
        cells: [samplePlanned(planned!.settings)],
      });
    }
    expect(readReportCells(folder).chapters.map(({ id }) => id)).toEqual([
      ...names,
      'a-plan-of-mine',
      'cells',
    ]);
  });
});
