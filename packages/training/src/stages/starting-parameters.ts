import { addScaled, concatRows, drawRows, randomStream, takeRows, type NDArray } from '@cfq/jit';
import { initialParameters } from '../scheme/initial-parameters.ts';
import type { QuantizationScheme } from '../scheme/quantization-scheme.ts';
import type { StudentParameters } from '../scheme/student-parameters.ts';
import type { StartedSetting } from './student-setting.ts';

/** Rows of each kind that the activations are calibrated on, at most. */
const calibrationRows = 4096;

/** Parameters under a scheme before the first update. */
export function startingParameters(
  setting: StartedSetting,
  scheme: QuantizationScheme,
): Promise<StudentParameters<NDArray>> {
  const { method, start, scope } = setting;
  return initialParameters({
    scheme,
    parameters: start.parameters,
    calibration: calibrationSample(setting),
    scaleInit: method.weights.scaleInit,
    scope,
  });
}

/**
 * Rows to calibrate activations on, drawn by the student's seed: training rows, and the teacher's recourse points where there are
 * some.
 */
function calibrationSample({ dataset, recourse, seed }: StartedSetting): NDArray {
  const drawn = (what: string, x: NDArray): Int32Array =>
    drawRows(randomStream(seed, 'calibration', what), { rows: x.shape[0]!, most: calibrationRows });
  const { x } = dataset.train;
  const rows = takeRows(x, drawn('rows', x));
  if (recourse === null) return rows;
  const people = drawn('recourse', recourse.x);
  return concatRows(rows, addScaled(takeRows(recourse.x, people), takeRows(recourse.delta, people)));
}
