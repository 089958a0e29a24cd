export { BenchmarkError, DamagedFileError, UsageError } from './command-line/benchmark-error.ts';
export { type ExitCode } from './command-line/exit-code.ts';
export { type Output, type Terminal } from './command-line/terminal.ts';

export { families } from './families/families.ts';
export { main } from './main.ts';
export { program } from './program.ts';
export { commandProblems } from './command-problems.ts';

export { completeAggregates } from './cells/aggregates/complete-aggregates.ts';
export { cellSchema, type Cell, type CellMargin } from './cells/cell.ts';
export { completeSettings, type CellSettings, type GivenSettings } from './cells/cell-settings.ts';
export { isTwoSided } from './cells/method-properties.ts';
export { conditionOf, recipeOf as recipeLabelOf } from './cells/labels.ts';

export { type PlanRequest } from './study/prepare-plan.ts';
export { runPlan } from './study/run-plan.ts';
export { type CellOutcome } from './runner/run-cells.ts';
export { readCells, type CellOnDisk, type StoredCells } from './store/read-cells.ts';

export { summarizeCells, type MethodCells, type TableCells } from './tables/summarize-cells.ts';
export { briefTable, resultTables } from './tables/result-tables.ts';
export type { EntryMark, TextTable } from './tables/text-table.ts';
export { bitSchedules } from './tables/bit-schedules.ts';
export { verdictOf, type Verdict } from './verdicts/verdict.ts';
export {
  ownTargets,
  targets,
  targetsMet,
  type TargetNumbers,
  type TargetResult,
  type TargetsMet,
} from './tables/targets.ts';
export { escapeMarkdown } from './tables/escape-markdown.ts';
export { renderMarkdown } from './tables/render-markdown.ts';
export { renderTerminal } from './tables/render-terminal.ts';

export { meanAndSpread, type MeanAndSpread } from './tables/mean-and-spread.ts';
export { buildReport } from './report/build-report.ts';
export { figuresOfCsv, type DrawnFigure } from './report/redraw/figures-of-csv.ts';
export { inWords } from './report/data/in-words.ts';
export { renderReportHtml } from './report/render/render-report-html.ts';
export { studentT } from './report/data/student-t.ts';
export { commandOfCells } from './report/data/command-of-cells.ts';
export { svgElement } from './report/figures/svg-element.ts';
