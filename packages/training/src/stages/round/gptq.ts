import { TrainingError } from '../../training-error.ts';
import { gramMatrix } from './gram-matrix.ts';
import { layerByLayer } from './layer-by-layer.ts';
import { secondOrderRounding } from './second-order-rounding.ts';
import type { RoundStage } from './round-stage.ts';

/** Options of {@link gptq}. */
export interface GptqOptions {
  /** Share of the mean of the Hessian's diagonal that is added to it, so that it can be inverted; in (0, 1], default 0.01. */
  readonly damping?: number;
  /** Whether inputs that matter most are rounded first; default true. */
  readonly actOrder?: boolean;
}

/**
 * GPTQ: layer by layer, the codes that keep the layer's outputs, one input after another with the error of each carried on
 * to those that follow. What a layer reads are the outputs of the rounded layers before it on calibration rows.
 *
 * @throws TrainingError for a damping out of range; from `round`, for a quantizer without an even grid of codes.
 * @see Frantar et al. 2022, "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers".
 */
export function gptq({ damping = 0.01, actOrder = true }: GptqOptions = {}): RoundStage {
  if (!(damping > 0 && damping <= 1)) {
    throw new TrainingError(
      `gptq: damping is a share of the mean diagonal (expected a number in (0, 1], got ${damping}). Set damping.`,
    );
  }
  return {
    name: 'gptq',
    description: 'codes that keep each layer’s outputs, the error of one carried on to the next',
    options: { damping, actOrder },
    calls: 0,
    round: (setting, problem) =>
      layerByLayer(setting, problem, ({ weight, grid, inputs, mask }) =>
        secondOrderRounding({ weight, grid, gram: gramMatrix(inputs), mask, damping, actOrder }),
      ),
  };
}
