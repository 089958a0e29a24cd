import { csvParse, type DSVRowString } from 'd3-dsv';
import {
  marginAggregates,
  wideAggregates,
  type CellAggregate,
} from '../../cells/aggregates/aggregate-names.ts';
import type { Cell, CellMargin } from '../../cells/cell.ts';
import { grouped } from '../../cells/grouped.ts';
import { BenchmarkError } from '../../command-line/benchmark-error.ts';
import { csvColumnOf } from '../../tables/aggregate-table.ts';
import { settingsOfVariant } from './settings-of-variant.ts';

/** A row of `report.csv` and the line that it stands on. */
interface Line {
  readonly row: DSVRowString;
  readonly line: number;
}

/**
 * The cells behind a `report.csv`, as far as its columns hold them: settings, sizes, counts, aggregates with their intervals at every
 * issue margin, and seconds. What has no column (certificates, near misses by fraction, the quality of actions, subgroups) is as in a
 * cell that did not measure it.
 *
 * @returns in the order of the file
 * @throws BenchmarkError for a missing column or a text where a number is expected
 */
export function cellsOfCsv(text: string): Cell[] {
  const lines = csvParse(text).map((row, at): Line => ({ row, line: at + 2 }));
  const identity = ({ row }: Line) =>
    ['dataset', 'backbone', 'method', 'variant', 'budget_bits', 'seed', 'code_version'].map(
      (name) => row[name] ?? '',
    );
  return grouped(lines, identity).map(cellOf);
}

function cellOf(margins: readonly [Line, ...Line[]]): Cell {
  const [first] = margins;
  const number = (name: string): number => required(first, name);
  const own = {
    ...{ dataset: text(first, 'dataset'), backbone: text(first, 'backbone'), method: text(first, 'method') },
    ...{ seed: number('seed'), budgetBits: number('budget_bits') },
  };
  const variant = text(first, 'variant');
  const seconds = (name: string) => optional(first, `seconds_${name}`) ?? 0;
  const held = {
    ...own,
    variant,
    settings: settingsOfVariant(own, variant),
    codeVersion: text(first, 'code_version'),
    averageBits: number('average_bits'),
    packedBytes: number('packed_bytes'),
    ...aggregatesOf(first, wideAggregates),
    teacher: { converged: number('converged_teacher') === 1 },
    trainedOut: {
      reference: { beatsTeacher: number('reference_beats_teacher') === 1 },
      student: { beatsTeacher: number('student_beats_teacher') === 1 },
    },
    n: { test: number('n_test'), denied: number('n_denied') },
    leadKappa: number('lead_kappa'),
    safeMarginAbove: optional(first, 'safe_margin_above'),
    seconds: { student: seconds('student'), evaluate: seconds('evaluate') },
    executor: text(first, 'executor'),
    margins: margins.map(
      (line) => ({ kappa: required(line, 'kappa'), ...aggregatesOf(line, marginAggregates) }) as CellMargin,
    ),
    ...{ nearMissByFraction: [], certificates: null, subgroups: null, robustRecourse: null },
    ...{ actionQuality: null, optimalityGap: null },
  };
  // What figures of reports read is here; the rest of a cell has no column.
  return held as unknown as Cell;
}

function aggregatesOf(line: Line, names: readonly CellAggregate[]) {
  const of = <Value>(value: (column: string) => Value) =>
    Object.fromEntries(names.map((name) => [name, value(csvColumnOf(name))]));
  return {
    ...of((column) => optional(line, column)),
    counts: of((column) => required(line, `n_${column}`)),
    intervals: of((column) => {
      const [lower, upper] = [optional(line, `${column}_lower`), optional(line, `${column}_upper`)];
      return lower === null || upper === null ? null : { lower, upper };
    }),
  };
}

/** A field as it was before a spreadsheet was told that it is no formula. */
function text({ row, line }: Line, name: string): string {
  const field = row[name];
  if (field !== undefined) return /^'[=+\-@\t\r]/.test(field) ? field.slice(1) : field;
  throw new BenchmarkError(`report.csv, line ${line}: no column "${name}" (expected what cfq report writes)`);
}

function optional(line: Line, name: string): number | null {
  const field = text(line, name);
  if (field === '') return null;
  const value = Number(field);
  if (Number.isFinite(value)) return value;
  throw new BenchmarkError(
    `report.csv, column "${name}", line ${line.line} is ${JSON.stringify(field)}, expected a number`,
  );
}

function required(line: Line, name: string): number {
  const value = optional(line, name);
  if (value !== null) return value;
  throw new BenchmarkError(`report.csv, column "${name}", line ${line.line} is empty, expected a number`);
}
