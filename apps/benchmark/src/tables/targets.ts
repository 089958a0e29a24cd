import type { CellAggregate, CellMarginAggregate } from '../cells/aggregates/aggregate-names.ts';
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
  /** Undefined where the target is: a number is missing, or there is nothing to hold it against. */
  readonly met: boolean | undefined;
  /** The aggregate that it is about. */
  readonly aggregate: CellAggregate;
}

/** Targets met, of those that are defined. */
export interface TargetsMet {
  readonly met: number;
  readonly defined: number;
}

/** Counts the targets that are met, and those that are defined. */
export function targetsMet(results: readonly TargetResult[]): TargetsMet {
  return {
    met: results.filter(({ met }) => met === true).length,
    defined: results.filter(({ met }) => met !== undefined).length,
  };
}

/** The verdict on a target in a word or two. */
export function verdictWord({ met }: Pick<TargetResult, 'met'>): string {
  return met === undefined ? 'not defined' : met ? 'met' : 'missed';
}

/** The issue margin at which the protocol sets its targets. */
const targetKappa = 0.2;

const mean = (cells: readonly Cell[], value: (cell: Cell) => number | null) =>
  meanAndSpread(cells.map(value)).mean;
const magnitude = (value: number | null) => (value === null ? null : Math.abs(value));
const atTarget = (name: CellMarginAggregate, cell: Cell) => valueAt(name)(cell, targetKappa);
const drop = (cells: readonly Cell[]) => mean(cells, (cell) => atTarget('validityDrop', cell));

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

/** What targets are about, of one seed; shares, and the CRG and VD at κ = 0.2; null where undefined. */
export type TargetNumbers = Readonly<
  Record<
    | 'accuracyTeacher'
    | 'accuracyStudent'
    | 'agreement'
    | 'acceptanceDrift'
    | 'validityDrop'
    | 'nearMissFidelity'
    | 'counterfactualRecourseGapMedian',
    number | null
  >
>;

const share = (value: number): string => fixed(value, 4);
const noPromise = 'no promise at κ = 0.2';

/**
 * Holds a method against those targets of the evaluation protocol that need no other method: accuracy within 0.3 points of its
 * teacher, agreement ≥ 99.5 %, |drift| ≤ 0.5 points, VD at κ = 0.2 ≤ 1 %, near-miss fidelity ≥ 0.95, |median CRG| ≤ 2 %. Magnitudes are
 * taken seed by seed, then averaged, so that seeds of opposite sign do not cancel.
 */
export function ownTargets(seeds: readonly TargetNumbers[]): TargetResult[] {
  const over = (value: (seed: TargetNumbers) => number | null): number =>
    meanAndSpread(seeds.map(value)).mean;
  return [
    judge({
      target: 'accuracy at most 0.3 points below the teacher',
      aggregate: 'accuracyStudent',
      value: over(({ accuracyTeacher: teacher, accuracyStudent: student }) =>
        teacher === null || student === null ? null : teacher - student,
      ),
      holds: (value) => value <= 0.003,
      words: (value) => `${value < 0 ? '+' : ''}${fixed(-100 * value, 2)} points`,
    }),
    judge({
      target: 'agreement ≥ 99.5 %',
      aggregate: 'agreement',
      value: over(({ agreement }) => agreement),
      holds: (value) => value >= 0.995,
      words: (value) => `${fixed(100 * value, 2)} %`,
    }),
    judge({
      target: '|acceptance drift| ≤ 0.5 points',
      aggregate: 'acceptanceDrift',
      value: over(({ acceptanceDrift }) => magnitude(acceptanceDrift)),
      holds: (value) => value <= 0.005,
      words: (value) => `${fixed(100 * value, 2)} points`,
    }),
    judge({
      target: 'VD at κ = 0.2 ≤ 0.01',
      aggregate: 'validityDrop',
      value: over(({ validityDrop }) => validityDrop),
      holds: (value) => value <= 0.01,
      words: share,
      undefinedFor: noPromise,
    }),
    judge({
      target: 'near-miss fidelity ≥ 0.95',
      aggregate: 'nearMissFidelity',
      value: over(({ nearMissFidelity }) => nearMissFidelity),
      holds: (value) => value >= 0.95,
      words: share,
      undefinedFor: 'no near miss that the teacher denies',
    }),
    judge({
      target: '|median CRG| at κ = 0.2 ≤ 0.02',
      aggregate: 'counterfactualRecourseGapMedian',
      value: over(({ counterfactualRecourseGapMedian: gap }) => magnitude(gap)),
      holds: (value) => value <= 0.02,
      words: share,
      undefinedFor: 'nobody with recourse on both sides',
    }),
  ];
}

/**
 * Holds a method against the targets of the evaluation protocol: {@link ownTargets}, and, fifth, a VD at most half that of the best
 * baseline with |drift| ≤ 1 point, which is not defined where that is 0.
 */
export function targets(table: TableCells, candidate: MethodCells): TargetResult[] {
  const { cells } = candidate;
  const own = ownTargets(
    cells.map((cell) => ({
      ...cell,
      validityDrop: atTarget('validityDrop', cell),
      counterfactualRecourseGapMedian: atTarget('counterfactualRecourseGapMedian', cell),
    })),
  );
  const baseline = bestBaseline(table, candidate);
  const half = baseline === undefined ? NaN : drop(baseline.cells) / 2;
  const beside = judge({
    target: 'VD at κ = 0.2 at most half that of the best baseline with |drift| ≤ 1 point',
    aggregate: 'validityDrop',
    value: baseline === undefined || half === 0 ? NaN : drop(cells),
    holds: (value) => value <= half,
    words: (value) => `${share(value)} against ${share(2 * half)} of ${baseline?.method ?? ''}`,
    undefinedFor:
      baseline === undefined
        ? 'no baseline with |drift| ≤ 1 point'
        : half === 0
          ? `${baseline.method} has VD 0, which leaves nothing to halve`
          : noPromise,
  });
  return [...own.slice(0, 4), beside, ...own.slice(4)];
}

interface Judged extends Pick<TargetResult, 'target' | 'aggregate'> {
  readonly value: number;
  readonly holds: (value: number) => boolean;
  readonly words: (value: number) => string;
  /** Why there is no number, in words. */
  readonly undefinedFor?: string;
}

function judge({ target, aggregate, value, holds, words, undefinedFor }: Judged): TargetResult {
  return Number.isNaN(value)
    ? { target, aggregate, measured: undefinedFor ?? 'not measured', met: undefined }
    : { target, aggregate, measured: words(value), met: holds(value) };
}
