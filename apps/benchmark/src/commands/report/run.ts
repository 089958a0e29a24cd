import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecourseRecord } from '@cfq/metrics';
import { LRUCache } from 'lru-cache';
import { version } from '../../../package.json';
import type { Cell } from '../../cells/cell.ts';
import { hasOwnTeacher } from '../../cells/method-properties.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { parseList } from '../../command-line/parse-list.ts';
import { readReportCells, type CellsOfFolder } from '../../report/data/read-report-cells.ts';
import { buildReport, numberedFigures, type Report } from '../../report/build-report.ts';
import { figureFile } from '../../report/figures/figure-file.ts';
import { renderReportCsv } from '../../report/render/render-report-csv.ts';
import { renderReportHtml } from '../../report/render/render-report-html.ts';
import { renderReportMarkdown } from '../../report/render/render-report-markdown.ts';
import { chaptersOf } from '../../report/data/chapters-of.ts';
import type { ReportContext } from '../../report/blocks/section.ts';
import type { ComparedStatistic } from '../../tables/compared-statistics.ts';
import type { PairedInterval, StatisticsReader } from '../../tables/paired-intervals.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { assertFileTarget, assertFolderTarget } from '../../store/assert-target.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';

/** What `cfq report` may be told. */
export interface ReportFlags {
  /** Folder of the report; `report` within the folder of cells by default. */
  readonly out?: string;
  readonly title?: string;
  /** Comma list of the plans to report; all of the folder by default. */
  readonly family?: string;
}

/** Folder of the figures within that of the report. */
const figures = 'figures';

/** Files of a report, beside its figures. */
const files = ['report.html', 'report.md', 'report.csv'];

/** Where the report of a folder of cells stands, where nobody says. */
export function reportFolder(cells: string): string {
  return join(cells, 'report');
}

/**
 * Refuses a folder in which a report could not be written, before any work is done for it.
 *
 * @param name how whoever asked wrote it, for errors
 * @throws UsageError
 */
export function assertReportTarget(name: string, out: string): void {
  assertFolderTarget(name, out);
  assertFolderTarget(name, join(out, figures));
  if (existsSync(out)) for (const file of files) assertFileTarget(name, join(out, file));
}

/**
 * `cfq report`: the cells of a folder as `report.md`, `report.csv`, one self-contained `report.html`, and every figure
 * as a file of its own. A chapter a plan, and one for cells of no plan.
 *
 * @returns failed where a file of the folder is damaged; it is named in the report, and the rest is there
 * @throws UsageError where the folder holds no finished cell, or not the families named
 */
export async function report(folder: string, flags: ReportFlags, terminal: Terminal): Promise<ExitCode> {
  const out = flags.out ?? reportFolder(folder);
  assertReportTarget(flags.out === undefined ? 'report' : '--out', out);
  const whole = readReportCells(folder);
  const found = flags.family === undefined ? whole : chaptersOf(whole, parseList('family', flags.family));
  const damaged = [...found.damaged];
  const context: ReportContext = {
    ownTeacher: hasOwnTeacher,
    pairedOverPeople: await paired(found, damaged),
    ...(await fromRecords(found, damaged)),
  };
  const title = flags.title ?? 'Counterfactual-faithful quantization: report';
  const notices: string[] = [];
  const origin = { date: new Date(), version, machines: found.machines };
  const built = buildReport({ title, notices, origin, chapters: found.chapters }, context);
  // Records are read while sections are built, and may turn out to be damaged then.
  notices.push(...damaged.map((problem) => `Left out: ${problem}`));
  await writeReport(built, found, out);
  for (const problem of damaged) terminal.stderr.write(`cfq: ${problem}\n`);
  terminal.stdout.write(`${join(out, 'report.html')}\n`);
  return damaged.length > 0 ? exitCode.failed : exitCode.success;
}

async function writeReport(built: Report, found: CellsOfFolder, out: string): Promise<void> {
  const { JSDOM } = await import('jsdom');
  const { document } = new JSDOM('').window;
  makeFolder(join(out, figures));
  for (const { figure, file } of numberedFigures(built)) {
    writeFileAtomically(join(out, figures, file), figureFile(figure, document));
  }
  writeFileAtomically(join(out, 'report.csv'), renderReportCsv(found.cells));
  writeFileAtomically(join(out, 'report.md'), renderReportMarkdown(built, figures));
  writeFileAtomically(join(out, 'report.html'), renderReportHtml(built, document));
}

/** What the record beside a cell says; a damaged record is named and counts as missing. */
async function fromRecords(
  { recordOf }: CellsOfFolder,
  damaged: string[],
): Promise<Pick<ReportContext, 'rawLengths' | 'subgroups'>> {
  const { readRecord } = await import('../../tables/compared-statistics.ts');
  const { rawLengths } = await import('../../report/data/raw-lengths.ts');
  const { subgroupsOf } = await import('../../diagnostics/subgroups.ts');
  const read = <Found>(cell: Cell, of: (record: RecourseRecord) => Found): Found | null => {
    const path = recordOf.get(cell);
    if (path === undefined) return null;
    try {
      return of(readRecord(path));
    } catch (error) {
      damaged.push(oneLine(error));
      return null;
    }
  };
  return {
    rawLengths: (cell, kappa) => read(cell, (record) => rawLengths(record, kappa)),
    subgroups: (cell) => read(cell, subgroupsOf),
  };
}

/** Rows drawn for the intervals of one comparison, at most: large test sets get fewer resamples, never below 200. */
const drawnRows = 2_000_000;

function resamplesFor(cells: readonly Cell[]): number {
  const rows = cells.reduce((sum, { n }) => sum + n.test, 0);
  return Math.max(200, Math.min(1000, Math.floor(drawnRows / rows)));
}

/** Records whose aggregates are kept: those of one baseline over its seeds, which every other method is held against. */
const keptRecords = 24;

/** Comparison over people from the records beside the cells; a damaged record is named and counts as missing. */
async function paired(
  { recordOf }: CellsOfFolder,
  damaged: string[],
): Promise<ReportContext['pairedOverPeople']> {
  const { pairedIntervals } = await import('../../tables/paired-intervals.ts');
  const { comparedStatistics } = await import('../../tables/compared-statistics.ts');
  const recent = new LRUCache<string, readonly ComparedStatistic[]>({ max: keptRecords });
  const read: StatisticsReader = (path, kappa) => {
    const key = `${kappa} ${path}`;
    const found = recent.get(key) ?? comparedStatistics(path, kappa);
    recent.set(key, found);
    return found;
  };
  // A comparison is a few numbers: chapters that share cells share all of them.
  const compared = new Map<string, readonly PairedInterval[]>();
  return (pairs: readonly (readonly [Cell, Cell])[], kappa) => {
    const paths = pairs.flatMap(([one, other]) => {
      const [first, second] = [recordOf.get(one), recordOf.get(other)];
      return first !== undefined && second !== undefined ? [{ first, second }] : [];
    });
    if (paths.length < pairs.length) return null;
    const key = [kappa, ...paths.flatMap(({ first, second }) => [first, second])].join('\n');
    try {
      const intervals =
        compared.get(key) ?? pairedIntervals(paths, kappa, resamplesFor(pairs.map(([cell]) => cell)), read);
      compared.set(key, intervals);
      return intervals;
    } catch (error) {
      damaged.push(oneLine(error));
      return null;
    }
  };
}
