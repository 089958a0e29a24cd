import { addScaled, concatRows, firstRows, type NDArray } from '@cfq/jit';
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

/** Rows to calibrate activations on: the first training rows, and the teacher's recourse points where there are some. */
function calibrationSample({ dataset, recourse }: StartedSetting): NDArray {
  const rows = firstRows(dataset.train.x, calibrationRows);
  if (recourse === null) return rows;
  const moved = addScaled(firstRows(recourse.x, calibrationRows), firstRows(recourse.delta, calibrationRows));
  return concatRows(rows, moved);
}
