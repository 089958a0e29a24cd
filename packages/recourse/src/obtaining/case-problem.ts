import { ndarray, takeRows, type NDArray } from '@cfq/jit';

import { featureWeights, linearShare } from '../cost/cost-spec.ts';
import { differenceTo } from '../search/apply-move.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import { caseActionSet } from './case-action-set.ts';
import { obtainableNumber, usualValue } from './obtained-value.ts';
import type { ObtainingCase } from './obtaining-cases.ts';

/** What people can do beyond obtaining some values, as a problem of its own. */
export interface CaseProblem<Options> {
  readonly problem: RecourseProblem<Options>;
  /** The row of each person in the problem as it was posed. */
  readonly rows: readonly number[];
  /** What obtaining costs each person beside what the problem of the case counts, at the least. */
  readonly fees: Float64Array;
  /** 1 where the problem of the case counts all else as it is. */
  readonly exact: Uint8Array;
  /** The action of a person in the problem as it was posed, from one in the problem of the case, both as places in `rows`. */
  readonly wholeDelta: (delta: NDArray, place: number) => Float32Array;
}

/** People at the most usual values of what they obtain, with what they may do from there. */
export function caseProblem<Options>(
  posed: RecourseProblem<Options>,
  obtaining: ObtainingCase,
): CaseProblem<Options> {
  const { actionSet, cost, limits } = posed;
  const { width } = actionSet;
  const { features, people } = obtaining;
  const rows = people.map(({ row }) => row);
  const own = takeRows(posed.x, rows);
  const start = Float32Array.from(own.data);
  const weights = featureWeights(actionSet, cost);
  const isLinear = linearShare[cost.norm] === 1;
  const fees = new Float64Array(rows.length);
  const exact = new Uint8Array(rows.length).fill(1);
  people.forEach(({ offers }, place) => {
    for (const { feature, code, start: value } of offers) {
      const { columns, known } = obtainableNumber(feature)!;
      start[place * width + columns[code]!] = 0;
      start[place * width + known] = 1;
      start[place * width + feature.start] = value;
      const weight = weights[actionSet.features.indexOf(feature)]!;
      const way = Math.abs(value - usualValue(feature));
      fees[place]! += weight * (isLinear ? 1 + way : 1);
      if (way > 0 && !isLinear) exact[place] = 0;
    }
  });
  const x = ndarray(start, own.shape);
  return {
    problem: {
      ...posed,
      x,
      actionSet: features.length === 0 ? actionSet : caseActionSet(actionSet, obtaining),
      ...(limits && { limits: { lower: takeRows(limits.lower, rows), upper: takeRows(limits.upper, rows) } }),
    },
    rows,
    fees,
    exact,
    wholeDelta: (delta, place) => wholeDelta(own, x, delta, { place, width, changed: columnsOf(features) }),
  };
}

/** The columns that obtaining values of features changes. */
function columnsOf(features: ObtainingCase['features']): Set<number> {
  return new Set(
    features.flatMap((feature) => {
      const { columns, known } = obtainableNumber(feature)!;
      return [feature.start, known, ...columns];
    }),
  );
}

interface Changed {
  readonly place: number;
  readonly width: number;
  readonly changed: ReadonlySet<number>;
}

function wholeDelta(
  own: NDArray,
  x: NDArray,
  delta: NDArray,
  { place, width, changed }: Changed,
): Float32Array {
  const at = place * width;
  return Float32Array.from({ length: width }, (_, column) => {
    const change = delta.data[at + column]!;
    if (!changed.has(column)) return change;
    return differenceTo(own.data[at + column]!, Math.fround(x.data[at + column]! + change));
  });
}
