import type { NDArray } from '@cfq/jit';
import { initialParameters } from '../scheme/initial-parameters.ts';
import type { QuantizationScheme } from '../scheme/quantization-scheme.ts';
import type { StudentParameters } from '../scheme/student-parameters.ts';
import { calibrationRows } from './calibration-rows.ts';
import type { StartedSetting } from './student-setting.ts';

/** Parameters under a scheme before the first update. */
export function startingParameters(
  setting: StartedSetting,
  scheme: QuantizationScheme,
): Promise<StudentParameters<NDArray>> {
  const { method, start, scope } = setting;
  return initialParameters({
    scheme,
    parameters: start.parameters,
    calibration: calibrationRows(setting),
    scaleInit: method.weights.scaleInit,
    observers: { weights: method.weights.observer, activations: method.activations.observer },
    scope,
  });
}
