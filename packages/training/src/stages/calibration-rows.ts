import { addScaled, concatRows, drawRows, randomStream, takeRows, type NDArray } from '@cfq/jit';
import type { StudentSetting } from './student-setting.ts';

/** Rows of each kind that a student is calibrated on, at most. */
const mostRows = 4096;

/**
 * Rows [n, d] to calibrate on, drawn by the student's seed: training rows, and the teacher's recourse points where there are
 * some.
 *
 * @param most rows of each kind, at most.
 */
export function calibrationRows(
  { dataset, recourse, seed }: Pick<StudentSetting, 'dataset' | 'recourse' | 'seed'>,
  most = mostRows,
): NDArray {
  const drawn = (what: string, x: NDArray): Int32Array =>
    drawRows(randomStream(seed, 'calibration', what), { rows: x.shape[0]!, most });
  const { x } = dataset.train;
  const rows = takeRows(x, drawn('rows', x));
  if (recourse === null) return rows;
  const people = drawn('recourse', recourse.x);
  return concatRows(rows, addScaled(takeRows(recourse.x, people), takeRows(recourse.delta, people)));
}
