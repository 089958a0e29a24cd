import type { NDArray } from '@cfq/jit';
import { assertCalibrationTensor } from './assert-calibration-tensor.ts';
import { assertKnownOptions } from './assert-known-options.ts';
import { channelLayout, channelValues } from './channels.ts';
import type { FittingScheme } from '../observers/observer.ts';
import { observer } from '../observers/observers.ts';
import type { InitOptions } from '../quantizer.ts';

const defaultPercentile = 0.999;

/**
 * Scale and zero point of each channel of a tensor: the observer finds the range, the scheme fits the grid.
 *
 * @returns two float32 arrays shaped `[]` or along the channel axis; zero points are whole numbers.
 * @throws QuantizerError for an empty or non-finite tensor, an unknown option or observer, or a bad axis.
 */
export function fitChannels(
  caller: string,
  tensor: NDArray,
  scheme: FittingScheme,
  options: InitOptions,
): { scale: NDArray; zeroPoint: NDArray } {
  assertKnownOptions(caller, options, ['axis', 'observer', 'percentile']);
  assertCalibrationTensor(caller, tensor);
  const { observer: given = 'min-max' } = options;
  const chosen = typeof given === 'string' ? observer(given) : given;
  const layout = channelLayout(caller, tensor.shape, options.axis ?? null);
  const fitted = channelValues(tensor, layout).map((values) =>
    scheme.fit(chosen.observe(values, scheme, options.percentile ?? defaultPercentile)),
  );
  const shape = layout.parameterShape;
  return {
    scale: { data: Float32Array.from(fitted, ({ scale }) => scale), shape },
    zeroPoint: { data: Float32Array.from(fitted, ({ zeroPoint }) => zeroPoint), shape },
  };
}
