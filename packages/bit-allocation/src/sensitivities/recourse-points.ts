import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { MeasurementRows } from './sensitivity-batches.ts';

/** People and what the teacher told them to do. */
export interface RecourseRows {
  /** Factual rows, float32 `[rows, columns]`. */
  readonly factual: NDArray;
  /** The teacher's actions `δ_fp`, in the shape of `factual`. */
  readonly delta: NDArray;
  /** 1 where the teacher's action succeeds; the other rows are left out. Default: every row. */
  readonly valid?: ArrayLike<number> | undefined;
}

/** What {@link recoursePoints} makes points of. */
export interface RecoursePointsProblem {
  readonly recourse: RecourseRows;
  /** Class that the actions aim at. */
  readonly favourableClass: number;
}

/**
 * The points `x + δ_fp` of the rows whose action succeeds, float32 `[kept, columns]`, labelled with the class that the
 * actions aim at.
 *
 * @throws AllocationError when the shapes disagree or no row is left.
 */
export function recoursePoints(
  caller: string,
  { recourse, favourableClass }: RecoursePointsProblem,
): MeasurementRows {
  const { factual, delta, valid } = recourse;
  const [rows, columns] = factual.shape;
  const agrees =
    factual.shape.length === 2 &&
    delta.shape.length === 2 &&
    delta.shape[0] === rows &&
    delta.shape[1] === columns &&
    (valid === undefined || valid.length === rows);
  if (!agrees || rows === undefined || columns === undefined) {
    throw new AllocationError(
      `${caller}: factual rows, actions and validity must agree (got [${factual.shape.join(', ')}], ` +
        `[${delta.shape.join(', ')}] and ${valid?.length ?? 'no'} flags).`,
    );
  }
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => (valid?.[row] ?? 1) !== 0);
  if (kept.length === 0) {
    throw new AllocationError(
      `${caller}: no row has a successful action (expected at least one). Check the recourse.`,
    );
  }
  return {
    x: addScaled(takeRows(factual, kept), takeRows(delta, kept)),
    labels: new Int32Array(kept.length).fill(favourableClass),
  };
}
