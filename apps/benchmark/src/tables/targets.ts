import type { CellMarginAggregate } from '../cells/aggregates/aggregate-names.ts';
import { valueAt } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import { fixed } from './format-quantity.ts';
import { meanAndSpread } from './mean-and-spread.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';

/** One target of the protocol held against what was measured. */
export interface TargetResult {
  /** What a faithful quantizer must show, in words. */
  readonly target: string;
  /** The number measured, in words. */
  readonly measured: string;
  /** Undefined where the number is. */
  readonly met: boolean | undefined;
}

/** The issue margin at which the protocol sets its targets. */
const targetKappa = 0.2;

const mean = (cells: readonly Cell[], value: (cell: Cell) => number | null) =>
  meanAndSpread(cells.map(value)).mean;
const magnitude = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.abs(value);
const atTarget = (name: CellMarginAggregate) => (cell: Cell) => valueAt(name)(cell, targetKappa);
const drop = (cells: readonly Cell[]) => mean(cells, atTarget('validityDrop'));

/**
 * The baseline a faithful method is held against: of the other quantized methods at the same budget whose mean
 * |acceptance drift| is at most 1 point, the one with the smallest mean VD at κ = 0.2.
 *
 * @param candidate the method held against it; its own variants are no baselines
 */
export function bestBaseline(
  { methods }: Pick<TableCells, 'methods'>,
  candidate: MethodCells,
): MethodCells | undefined {
  const own = new Set(candidate.cells.map(({ method }) => method));
  return methods
    .filter(({ budgetBits }) => budgetBits === candidate.budgetBits)
    .filter(({ cells }) => !cells.some(({ method }) => own.has(method)))
    .filter(({ cells }) => mean(cells, (cell) => magnitude(cell.acceptanceDrift)) <= 0.01)
    .filter(({ cells }) => !Number.isNaN(drop(cells)))
    .sort((a, b) => drop(a.cells) - drop(b.cells))[0];
}

/**
 * Holds a method against the targets of the evaluation protocol: accuracy within 0.3 points of its teacher,
 * agreement ≥ 99.5 %, |drift| ≤ 0.5 points, VD at κ = 0.2 ≤ 1 % and at most half that of the best baseline
 * with |drift| ≤ 1, near-miss fidelity ≥ 0.95, |median CRG| ≤ 2 %. Magnitudes are taken seed by seed, then
 * averaged, so that seeds of opposite sign do not cancel.
 */
export function targets(table: TableCells, candidate: MethodCells): TargetResult[] {
  const { cells } = candidate;
  const loss = mean(cells, ({ accuracyTeacher: teacher, accuracyStudent: student }) =>
    teacher === null || student === null ? null : teacher - student,
  );
  const agreement = mean(cells, (cell) => cell.agreement);
  const drift = mean(cells, (cell) => magnitude(cell.acceptanceDrift));
  const vd = drop(cells);
  const nearMiss = mean(cells, (cell) => cell.nearMissFidelity);
  const gap = mean(cells, (cell) => magnitude(atTarget('counterfactualRecourseGapMedian')(cell)));
  const baseline = bestBaseline(table, candidate);
  const half = baseline === undefined ? NaN : drop(baseline.cells) / 2;
  const share = (value: number) => fixed(value, 4);
  return [
    judge(
      'accuracy at most 0.3 points below the teacher',
      loss,
      (value) => value <= 0.003,
      (value) => `${value < 0 ? '+' : ''}${fixed(-100 * value, 2)} points`,
    ),
    judge(
      'agreement ≥ 99.5 %',
      agreement,
      (value) => value >= 0.995,
      (value) => `${fixed(100 * value, 2)} %`,
    ),
    judge(
      '|acceptance drift| ≤ 0.5 points',
      drift,
      (value) => value <= 0.005,
      (value) => `${fixed(100 * value, 2)} points`,
    ),
    judge('VD at κ = 0.2 ≤ 0.01', vd, (value) => value <= 0.01, share),
    judge(
      'VD at κ = 0.2 at most half that of the best baseline with |drift| ≤ 1 point',
      Number.isNaN(half) ? NaN : vd,
      (value) => value <= half,
      (value) =>
        `${share(value)} against ${share(2 * half)} of ${baseline?.method ?? ''}${half === 0 ? ', which leaves nothing to halve' : ''}`,
    ),
    judge('near-miss fidelity ≥ 0.95', nearMiss, (value) => value >= 0.95, share),
    judge('|median CRG| at κ = 0.2 ≤ 0.02', gap, (value) => value <= 0.02, share),
  ];
}

function judge(
  target: string,
  value: number,
  holds: (value: number) => boolean,
  words: (value: number) => string,
): TargetResult {
  return Number.isNaN(value)
    ? { target, measured: 'undefined', met: undefined }
    : { target, measured: words(value), met: holds(value) };
}
