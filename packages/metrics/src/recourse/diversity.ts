import { checkEqual, finite, flag } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { refuseOther } from '../internals/refuse-other.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { determinant } from './determinant.ts';

/** What makes several actions diverse; see {@link diversity}. */
export type DiversityKind = 'distance' | 'features' | 'determinant';

export interface DiversityInput {
  /** One entry an answer, the cheapest first. */
  readonly answers: readonly {
    /** `[rows]` flags: the person has this answer. */
    readonly valid: Column;
    /** `[rows, columns]` the actions. */
    readonly delta: Matrix;
  }[];
  /** Default `distance`. */
  readonly kind?: DiversityKind | undefined;
}

type Pairwise = (first: Float64Array, second: Float64Array) => number;

const distance: Pairwise = (first, second) =>
  first.reduce((sum, change, column) => sum + Math.abs(change - second[column]!), 0);

/** The share of the columns either moves that only one of them moves, or that they move to other values. */
const otherFeatures: Pairwise = (first, second) => {
  const moved = Array.from(first.keys()).filter((column) => first[column] !== 0 || second[column] !== 0);
  return moved.filter((column) => first[column] !== second[column]).length / (moved.length || 1);
};

function meanOfPairs(answers: readonly Float64Array[], of: Pairwise): number {
  const pairs = answers.flatMap((first, place) => answers.slice(place + 1).map((other) => of(first, other)));
  return pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
}

const kinds: Readonly<Record<DiversityKind, (answers: readonly Float64Array[]) => number>> = {
  distance: (answers) => meanOfPairs(answers, distance),
  features: (answers) => meanOfPairs(answers, otherFeatures),
  determinant: (answers) =>
    determinant(answers.map((one) => answers.map((other) => 1 / (1 + distance(one, other))))),
};

/**
 * How unlike the several actions offered to one person are, averaged over the people who have two or more: `distance`, the
 * mean L1 distance of pairs (≥ 0); `features`, the mean share of the moved columns in which a pair differs (0–1);
 * `determinant`, that of the kernel `1 / (1 + L1 distance)` over the set (0–1, 0 where two are the same). Higher is more
 * diverse.
 *
 * @returns the mean; its count is the number of people with two or more actions.
 * @throws MetricsError on sizes that disagree, an entry that is not finite, fewer than two answers, or an unknown kind.
 * @see Mothilal, Sharma and Tan 2020, DiCE (arXiv 1905.07697).
 */
export function diversity({ answers, kind = 'distance' }: DiversityInput): Statistic {
  const origin = 'diversity';
  refuseOther(origin, 'kind', kind, Object.keys(kinds));
  checkEqual(origin, 'answers of two or more', true, answers.length >= 2, 'Give an entry for each answer.');
  const [first] = answers;
  const read = answers.map((answer) => readColumns(origin, answer, { valid: flag, delta: matrixOf(finite) }));
  const rows = read[0]!.valid.length;
  const width = first!.delta.shape[1]!;
  answers.forEach(({ delta }, place) =>
    checkEqual(origin, `answers[${place}].delta.shape`, `${rows},${width}`, String(delta.shape)),
  );
  const ofRow = (row: number) =>
    read
      .filter(({ valid }) => valid[row] === 1)
      .map(({ delta }) => Float64Array.from({ length: width }, (_, column) => delta[row * width + column]!));
  const included = new Float64Array(rows);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const own = ofRow(row);
    if (own.length < 2) continue;
    included[row] = 1;
    values[row] = kinds[kind](own);
  }
  return ratio(values, included);
}
