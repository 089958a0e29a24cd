import { ndarray, type NDArray } from '@cfq/jit';
import { held } from '../../scheme/student-parameters.ts';
import type { ModelParameters } from '../../model/model.ts';

/** Hidden units, and what they are divided by. */
export interface ScaledUnits {
  /** The layer whose outputs they are, with a ReLU behind it. */
  readonly layer: string;
  /** The layer that reads them. */
  readonly next: string;
  /** Positive, one a unit. */
  readonly factors: ArrayLike<number>;
}

/**
 * The same function with hidden units divided by a factor each: their weights and biases are, and the next layer multiplies
 * by it. `relu(z / s) · s = relu(z)` for a positive `s`, so nothing changes but for the rounding of float32.
 */
export function scaledUnits(
  parameters: ModelParameters,
  { layer, next, factors }: ScaledUnits,
): ModelParameters {
  const own = held(parameters, layer);
  const reader = held(parameters, next);
  const units = factors.length;
  const outputs = reader.weight.shape[1]!;
  const each = ({ data, shape }: NDArray, value: (one: number, at: number) => number): NDArray =>
    ndarray(Float32Array.from(data, value), shape);
  const divided = (one: number, at: number): number => one / factors[at % units]!;
  return {
    ...parameters,
    [layer]: { weight: each(own.weight, divided), bias: each(own.bias, divided) },
    [next]: {
      weight: each(reader.weight, (one, at) => one * factors[Math.floor(at / outputs)]!),
      bias: reader.bias,
    },
  };
}
