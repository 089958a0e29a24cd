import { drawRows, randomStream, takeRows } from '@cfq/jit';

import { featureWeights } from '../../cost/cost-spec.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { rowDistance } from './row-distance.ts';

/** Training rows, what the model makes of them, and how far they are from each other and from people. */
export interface ReferenceRows {
  readonly count: number;
  /** `count × d`. */
  readonly data: Float32Array;
  /** The model's margin of each. */
  readonly margins: Float32Array;
  /** From a person, by row, to a training row. */
  readonly distance: (row: number, other: number) => number;
  /** Between two training rows. */
  readonly between: (one: number, other: number) => number;
}

/**
 * Scores the training rows of a problem.
 *
 * @param most - Of more rows than this a seeded draw is taken. Default: all.
 * @returns `null` once the deadline has passed.
 */
export async function referenceRows(problem: SearchProblem, most = Infinity): Promise<ReferenceRows | null> {
  const { model, x, layout, problem: given } = problem;
  const { width } = layout;
  const all = given.reference!;
  const chosen = drawRows(randomStream(given.seed, 'reference'), { rows: all.shape[0]!, most });
  const rows = takeRows(all, chosen);
  const count = rows.shape[0]!;
  const data = rows.data as Float32Array;
  const margins = new Float32Array(count);
  const points = new Float32Array(model.chunk * width);
  for (let from = 0; from < count; from += model.chunk) {
    if (await problem.pause()) return null;
    const size = Math.min(model.chunk, count - from);
    points.set(data.subarray(from * width, (from + size) * width));
    margins.set((await model.margins(points, size)).subarray(0, size), from);
  }
  const distance = rowDistance(given.actionSet, featureWeights(given.actionSet, given.cost));
  return {
    ...{ count, data, margins },
    distance: (row, other) => distance(x, row * width, data, other * width),
    between: (one, other) => distance(data, one * width, data, other * width),
  };
}
