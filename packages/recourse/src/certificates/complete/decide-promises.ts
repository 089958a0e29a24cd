import type { NDArray } from '@cfq/jit';
import { referenceLogits, type Network } from '@cfq/network';

import { RecourseError } from '../../recourse-error.ts';
import { checkColumns, checkPoints } from '../check-boxes.ts';
import { decideBox, type BoxToDecide } from './decide-box.ts';
import { pairBounder } from './pair-bounder.ts';
import { claimOf, promiseSides, type PromiseSide } from './promise-side.ts';

/** What came of a box: the promise holds at every row of it, or is broken at one that is known, or neither was found. */
export const promiseOutcomes = ['certified', 'refuted', 'open'] as const;
/** One of {@link promiseOutcomes}. */
export type PromiseOutcome = (typeof promiseOutcomes)[number];

/** What {@link decidePromises} decides, and where. */
export interface PromiseProblem {
  /** The model that promised; as in `boundDifference`. */
  readonly teacher: Network;
  /** The one that is to keep it. */
  readonly student: Network;
  /** Centres of the boxes `[n, d]`, float32. */
  readonly x: NDArray;
  /** Half-width of the boxes, at least 0; 0 is the point itself. */
  readonly radius: number;
  /** `[d]`, at least 0: what the radius is multiplied by in each column. Default 1 everywhere. */
  readonly columns?: ArrayLike<number>;
  /**
   * `yes` (default): wherever the teacher's margin is at least κ the student's is above 0. `no`: wherever it is at most −κ the
   * student's is at most 0.
   */
  readonly side?: PromiseSide;
  /** κ, in logits; default 0. `-Infinity` asks it of every row, whatever the teacher says. */
  readonly kappa?: number;
  /** Class whose margin counts; default 1. */
  readonly target?: number;
  /** Parts of a box looked at before it is left open, an integer of at least 1; default 2000. */
  readonly boxes?: number;
  /**
   * Whether a row that breaks the promise in the networks' reference evaluation does so where it counts, as in a runtime.
   * Default: the reference evaluation has the last word.
   */
  readonly confirm?: (row: Float32Array) => boolean | Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/** What was found of each box. */
export interface PromiseAnswers {
  /** `[n]`. */
  readonly outcome: readonly PromiseOutcome[];
  /** `[n, d]`, float32: where it was refuted the row that breaks the promise, else NaN. */
  readonly counterexample: NDArray;
  /** `[n]`: parts looked at. */
  readonly looked: Int32Array;
}

/**
 * Decides whether a student keeps its teacher's answers everywhere in a box: branch and bound (Land and Doig 1960; Bunel et
 * al. 2018, "A unified view of piecewise linear neural network verification") over the columns that move. Parts of the
 * box are bounded as `boundDifference` bounds boxes, the least certain first, and split where bounds do not settle them; rows
 * at their middles, and before that corners in which the promise comes nearest to breaking, are evaluated in float32.
 *
 * `certified` holds for every float32 evaluation of both networks, in whatever order sums are taken; `refuted` comes with a
 * float32 row of the box. Boxes are left `open` after `boxes` parts, or where rounding decides. It ends quickly where few columns
 * move, or where bounds miss by little.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws RecourseError for networks that do not belong together, or boxes, κ or a target that do not fit them.
 */
export async function decidePromises(problem: PromiseProblem): Promise<PromiseAnswers> {
  const { teacher, student, x, radius, side = 'yes', kappa = 0, target = 1, boxes = 2000 } = problem;
  const [points, width] = checkPoints('decidePromises', x);
  const columns = checkColumns('decidePromises', problem.columns ?? new Float64Array(width).fill(1), width);
  checkNumbers(problem);
  const bounder = pairBounder({ teacher, student }, width, target);
  const classes = teacher.layers.at(-1)!.bias.length;
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    throw new RecourseError(
      `decidePromises: the target is a class of the networks (expected 0…${classes - 1}, got ${target}). Correct it.`,
    );
  }
  const marginOf = (network: Network, row: Float32Array): number => {
    const { data } = referenceLogits(network, { data: row, shape: [1, width] });
    let rival = -Infinity;
    for (let label = 0; label < classes; label += 1)
      if (label !== target) rival = Math.max(rival, data[label]!);
    return Math.fround(data[target]! - rival);
  };
  const given: Omit<BoxToDecide, 'centre' | 'radii'> = {
    bounder,
    ofTeacher: kappa === -Infinity ? null : pairBounder({ teacher, student: teacher }, width, target),
    claim: claimOf(side, kappa),
    margins: (row) => [marginOf(teacher, row), marginOf(student, row)],
    confirm: problem.confirm ?? (() => true),
    boxes,
    signal: problem.signal,
  };
  const counterexample = new Float32Array(points * width).fill(NaN);
  const outcome: PromiseOutcome[] = [];
  const looked = new Int32Array(points);
  const radii = columns.map((share) => share * radius);
  for (let row = 0; row < points; row += 1) {
    problem.signal?.throwIfAborted();
    const centre = Float64Array.from(x.data.subarray(row * width, (row + 1) * width));
    const found = await decideBox({ ...given, centre, radii });
    outcome.push(found.outcome);
    looked[row] = found.looked;
    if (found.row !== null) counterexample.set(found.row, row * width);
  }
  return { outcome, counterexample: { data: counterexample, shape: [points, width] }, looked };
}

function checkNumbers({ radius, side = 'yes', kappa = 0, boxes = 2000 }: PromiseProblem): void {
  const refuse = (rule: string, expected: string, got: unknown) => {
    throw new RecourseError(
      `decidePromises: ${rule} (expected ${expected}, got ${String(got)}). Correct it.`,
    );
  };
  if (!(radius >= 0 && radius < Infinity)) refuse('the radius is finite', 'at least 0', radius);
  if (!promiseSides.includes(side)) refuse('the side is known', promiseSides.join(' or '), side);
  if (Number.isNaN(kappa) || kappa === Infinity) refuse('κ is a number', 'a number or -Infinity', kappa);
  if (!(Number.isInteger(boxes) && boxes >= 1)) refuse('boxes is whole', 'at least 1', boxes);
}
