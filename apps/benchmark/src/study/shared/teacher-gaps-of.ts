import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CellSettings } from '../../cells/cell-settings.ts';
import type { TeacherGap } from '../../diagnostics/teacher-gap.ts';
import { groupCells, type PlannedCell } from '../../runner/plan-cells.ts';
import type { CellOutcome } from '../../runner/run-cells.ts';
import { folderSharedStore } from '../../store/folder-shared-store.ts';
import { teacherGapKey } from './teacher-gap-of.ts';

/** How good the solver of an evaluation is, with the settings of one of the cells that share it. */
export interface ToldGap {
  readonly settings: CellSettings;
  readonly gap: TeacherGap;
}

/**
 * What is known of each teacher and its recourse: what was told under way, else what the folder keeps from before. Of one
 * that did not come to its end nothing need be known.
 */
export function teacherGapsOf(
  cells: readonly PlannedCell[],
  { gaps, failures, unkept }: Pick<CellOutcome, 'gaps' | 'failures' | 'unkept'>,
  { gapPeople, out }: { readonly gapPeople: number; readonly out?: string | undefined },
): ToldGap[] {
  const folder = out === undefined ? undefined : join(out, 'shared');
  const kept =
    folder !== undefined && existsSync(folder) ? folderSharedStore(folder, () => undefined) : undefined;
  const failed = new Set(failures.map(({ planned }) => planned.shared.recourse));
  return groupCells(cells).flatMap(({ cells: [first] }) => {
    const { settings, shared } = first;
    const gap = gaps.get(shared.recourse) ?? kept?.read('teacherGap', teacherGapKey(first, gapPeople))?.value;
    if (gap !== undefined) return [{ settings, gap }];
    const unfinished = unkept !== undefined || failed.has(shared.recourse);
    return unfinished ? [] : [{ settings, gap: { reason: 'its cells were there before' } }];
  });
}
