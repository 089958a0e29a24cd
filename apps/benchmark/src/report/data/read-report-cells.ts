import { UsageError } from '../../command-line/benchmark-error.ts';
import type { Cell } from '../../cells/cell.ts';
import { families } from '../../families/families.ts';
import { ofOneIdentity } from '../../store/of-one-identity.ts';
import { readFolder, type FolderCell } from '../../store/read-folder.ts';
import { readPlans, type PlanOnDisk } from '../../store/read-plans.ts';
import type { ChapterCells } from './chapter-cells.ts';
import { commandOfCells } from './command-of-cells.ts';
import type { CellOfReport } from './chapter-cells.ts';

/** What a folder holds for a report. */
export interface CellsOfFolder {
  readonly chapters: readonly ChapterCells[];
  /** Every cell once, with the chapters it stands in. */
  readonly cells: readonly CellOfReport[];
  /** Where the per-instance record of a cell stands, if it was saved. */
  readonly recordOf: ReadonlyMap<Cell, string>;
  /** Kinds of machine that computed the cells, as far as that is recorded. */
  readonly machines: readonly string[];
  /** One line a damaged file. */
  readonly damaged: readonly string[];
}

/** Id of the chapter of cells that are in no plan. */
const loose = 'cells';

/**
 * Reads the plans of a folder with their finished cells, in the order of the families and others after them, and the
 * cells that are in no plan; of those the newest of equal settings counts.
 *
 * @throws UsageError where the folder cannot be read or holds no finished cell
 */
export function readReportCells(folder: string): CellsOfFolder {
  const { plans, damaged: damagedPlans } = readPlans(folder);
  const damaged = [...damagedPlans];
  const recordOf = new Map<Cell, string>();
  const chaptersOf = new Map<Cell, string[]>();
  const machines = new Set<string>();
  const add = (
    chapter: string,
    { cell, recordPath: record, machine }: Pick<FolderCell, 'cell' | 'recordPath' | 'machine'>,
  ) => {
    chaptersOf.set(cell, [...(chaptersOf.get(cell) ?? []), chapter]);
    if (record !== undefined) recordOf.set(cell, record);
    if (machine !== undefined) machines.add(machine);
  };
  const chapters = inOrderOfFamilies(plans).map((plan): ChapterCells => {
    const done = plan.cells.flatMap((one) => (one.state === 'done' ? [one] : []));
    for (const one of done) add(plan.family, one);
    const { family, title, command } = plan;
    return { id: family, title, command, cells: done.map(({ cell }) => cell), notices: noticesOf(plan) };
  });
  const planned = new Set(plans.flatMap(({ cells }) => cells.map(({ stem }) => stem)));
  const loosely = readFolder(folder, (stem) => !planned.has(stem));
  damaged.push(...loosely.damaged);
  const { cells: others, superseded, leftOut } = ofOneIdentity(loosely.cells);
  if (others.length > 0) {
    for (const one of others) add(loose, one);
    const cells = others.map(({ cell }) => cell);
    chapters.push({
      id: plans.some(({ family }) => family === loose) ? `${loose}-of-no-plan` : loose,
      title: plans.length > 0 ? 'Cells of no plan' : 'Cells',
      command: commandOfCells(cells),
      cells,
      notices: [
        ...(superseded === 0 ? [] : [`Left out ${superseded} older of equal settings.`]),
        ...leftOut.map((line) => `${line[0]!.toUpperCase()}${line.slice(1)}.`),
      ],
    });
  }
  if (chaptersOf.size === 0) {
    const why = damaged.length > 0 ? ` (${damaged.length} damaged: ${damaged[0]})` : '';
    throw new UsageError(
      `report: ${folder} holds no finished cells${why}. Write some with: cfq run --out ${folder}`,
    );
  }
  const cells = [...chaptersOf].map(([cell, names]) => ({ cell, chapters: names }));
  return { chapters, cells, recordOf, machines: [...machines], damaged };
}

/** The registry's order; what it does not know keeps its own, at the end. */
function inOrderOfFamilies(plans: readonly PlanOnDisk[]): PlanOnDisk[] {
  const names = Object.keys(families);
  const place = ({ family }: PlanOnDisk) => (names.includes(family) ? names.indexOf(family) : names.length);
  return [...plans].sort((a, b) => place(a) - place(b));
}

function noticesOf({ cells, quick }: PlanOnDisk): string[] {
  const pending = cells.filter(({ state }) => state === 'pending').length;
  const failed = cells.flatMap((one) =>
    one.state === 'failed' ? [`Failed: ${one.stem}: ${one.error.message}`] : [],
  );
  return [
    ...(quick ? ['A quick run: fewer datasets, seeds or methods than the experiment has.'] : []),
    ...(pending > 0
      ? [`${pending} of ${cells.length} cells have not been run yet; they are missing here.`]
      : []),
    ...cells.flatMap((one) => (one.state === 'damaged' ? [`Damaged: ${one.problem}`] : [])),
    ...failed,
  ];
}
