import { sizeOf } from '@cfq/jit';
import { defineQuantizer } from '../define-quantizer.ts';
import type { AffineTensor } from '../quantized-tensor.ts';
import type { Quantizer, QuantizerRole } from '../quantizer.ts';
import type { FittingScheme } from '../observers/observer.ts';
import { assertKnownOptions } from './assert-known-options.ts';
import { assertParameters } from './assert-parameters.ts';
import { encodeOnGrid } from './encode-on-grid.ts';
import { fitChannels } from './fit-channels.ts';
import { flooredMagnitude } from './floored-magnitude.ts';
import type { IntegerGrid } from './integer-grid.ts';
import { initialStep, learnedStep, learnedStepEstimator } from './learned-step.ts';

/** What tells one quantizer with a learned step from another. */
export interface LearnedStepVariant<Name extends string> {
  readonly name: Name;
  readonly description: string;
  readonly role: QuantizerRole;
  /** The codes of a bit-width. */
  readonly gridOf: (bits: number) => IntegerGrid;
  /** How a range becomes a step where it is to have the least squared error. */
  readonly scheme: (bits: number) => FittingScheme;
  /** The extents of a tensor whose elements count as sharing a step. */
  readonly counted: (shape: readonly number[]) => readonly number[];
  /** Name in error messages. */
  readonly caller: string;
}

/**
 * LSQ (Esser et al. 2020) on a grid: start `2⟨|v|⟩ / √Q_P`, gradient of the step scaled by `1 / √(n Q_P)`, `n` the number
 * of counted elements that share a step (§2.2).
 */
export function learnedStepQuantizer<const Name extends string>(
  variant: LearnedStepVariant<Name>,
): Quantizer<'step', Name, AffineTensor> {
  const { name, description, role, gridOf, scheme, counted, caller } = variant;
  const gradientScale = (shape: readonly number[], parameterShape: readonly number[], bits: number): number =>
    1 / Math.sqrt((sizeOf(counted(shape)) / sizeOf(parameterShape)) * gridOf(bits).high);
  return defineQuantizer<'step', Name, AffineTensor>({
    name,
    description,
    source: 'Esser et al. 2020, Learned Step Size Quantization',
    roles: [role],
    learned: true,
    perChannel: true,
    estimator: learnedStepEstimator(gridOf, gradientScale),
    grid: gridOf,

    init(tensor, bits, options = {}) {
      assertKnownOptions(`${caller}.init`, options, ['axis']);
      return { step: initialStep(`${caller}.init`, tensor, gridOf(bits), options.axis ?? null) };
    },

    initLeastSquares(tensor, bits, options = {}) {
      assertKnownOptions(`${caller}.initLeastSquares`, options, ['axis']);
      const leastSquares = { ...options, observer: 'mse' } as const;
      return { step: fitChannels(`${caller}.initLeastSquares`, tensor, scheme(bits), leastSquares).scale };
    },

    fakeQuantize(x, parameters, bits) {
      assertParameters(`${caller}.fakeQuantize`, parameters, ['step']);
      const scale = gradientScale(x.shape, parameters.step.shape, bits);
      return learnedStep(x, parameters.step, gridOf(bits), scale);
    },

    encode(x, parameters, bits) {
      assertParameters(`${caller}.encode`, parameters, ['step']);
      const { data, shape } = parameters.step;
      const scale = { data: Float32Array.from(data, flooredMagnitude), shape };
      return encodeOnGrid({ caller: `${caller}.encode`, x, scale, grid: gridOf(bits), bits });
    },
  });
}
