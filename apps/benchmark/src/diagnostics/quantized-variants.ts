import { randomStream, type NDArray } from '@cfq/jit';
import { decode, uniformSymmetric } from '@cfq/quantizers';
import type { ModelParameters } from '@cfq/training';

/** What {@link quantizedVariants} varies. */
export interface QuantizedVariantsOptions {
  /** Bit-widths of the variants, 2 to 8 each. */
  readonly bits: readonly number[];
  /** Copies of each bit-width whose step sizes are off, beside the one with fitted steps. */
  readonly copies: number;
  /** How far a step may be off, as a share of it, in [0, 1). */
  readonly stepError: number;
  readonly seed: number;
}

/**
 * A model as other quantizers would have left it: for each bit-width its weights rounded after training (symmetric, one
 * least-squares step per output channel), and copies whose steps are each multiplied by a seeded factor uniform on
 * `[1 − stepError, 1 + stepError)`. Biases and activations stay float. The model itself is not among them.
 *
 * @returns `bits.length × (1 + copies)` sets of parameters, in the order of `bits`.
 * @throws QuantizerError for a bit-width out of range.
 */
export function quantizedVariants(
  parameters: ModelParameters,
  { bits, copies, stepError, seed }: QuantizedVariantsOptions,
): ModelParameters[] {
  return bits.flatMap((width) =>
    Array.from({ length: 1 + copies }, (_, copy) =>
      Object.fromEntries(
        Object.entries(parameters).map(([layer, { weight, bias }]) => {
          const { scale } = uniformSymmetric.init(weight, width, { axis: 1, observer: 'mse' });
          const off = randomStream(seed, 'quantized variant', width, copy, layer).uniform(scale.shape).data;
          const used: NDArray = {
            data: Float32Array.from(scale.data, (step, channel) =>
              copy === 0 ? step : step * (1 + stepError * (2 * off[channel]! - 1)),
            ),
            shape: scale.shape,
          };
          return [layer, { weight: decode(uniformSymmetric.encode(weight, { scale: used }, width)), bias }];
        }),
      ),
    ),
  );
}
