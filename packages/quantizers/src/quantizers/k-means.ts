import * as tf from '@tensorflow/tfjs-core';
import type { NDArray } from '@cfq/jit';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { clusteredLevels, levelBoundaries } from '../building-blocks/levels/clustered-levels.ts';
import { levelCode, levelCodes } from '../building-blocks/levels/level-codes.ts';
import { customGradient } from '../building-blocks/custom-gradient.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { CodebookTensor } from '../quantized-tensor.ts';
import type { GradientEstimator, InitOptions } from '../quantizer.ts';

const levelsOf = (bits: number): number => unsignedGrid(bits).high + 1;

const estimator: GradientEstimator = {
  description:
    'Han, Mao & Dally 2016 §3.3: a level gets the sum of the gradients of its weights, a level at 0 none; straight-through, ' +
    '1, to every weight; boundaries are constants.',
  surrogate: (at, anchor) => {
    const { codebook = [], boundaries = [] } = anchor.tables ?? {};
    const code = levelCode(anchor.x, boundaries);
    const level = codebook[code] === 0 ? 0 : at.tables?.['codebook']?.[code];
    return (level ?? Number.NaN) + at.x - anchor.x;
  },
  gradientScale: () => 1,
};

type Names = 'codebook' | 'boundaries';

/** One codebook serves the tensor: an axis is as much of a mistake as an option that is not known. */
function assertWhole(caller: string, { axis = null, ...others }: InitOptions): void {
  assertKnownOptions(caller, others, []);
  if (axis === null) return;
  throw new QuantizerError(
    `${caller}: one codebook serves the whole tensor (expected no axis, got ${axis}). Leave it out.`,
  );
}

function parametersOf(levels: Float32Array): Record<Names, NDArray> {
  const boundaries = levelBoundaries(levels);
  return {
    codebook: { data: levels, shape: [levels.length] },
    boundaries: { data: boundaries, shape: [boundaries.length] },
  };
}

function squaredError(values: Float32Array, levels: Float32Array): number {
  const boundaries = levelBoundaries(levels);
  return values.reduce((sum, value) => sum + (value - levels[levelCode(value, boundaries)]!) ** 2, 0);
}

/**
 * Weights that share `2^b` levels, found by k-means and then learned: `ŵ = c[q]`, `q` the number of boundaries below `w`.
 * One of the levels is 0 and stays 0, so that what is pruned stays pruned.
 *
 * Parameters, tables of the whole tensor: `codebook` [2^b], ascending, which learns; `boundaries` [2^b − 1], halfway between
 * the levels that k-means found, which stay. So a weight that does not move keeps its code while the levels do. k-means
 * starts from levels spread evenly over the range; `initLeastSquares` also tries as many weights to each level, and keeps
 * the better.
 *
 * @see Han, Mao & Dally 2016, "Deep Compression: Compressing Deep Neural Networks with Pruning, Trained Quantization and
 *   Huffman Coding", §3.
 */
export const kMeans = defineQuantizer<Names, 'k-means', CodebookTensor>({
  name: 'k-means',
  description: 'shared levels found by k-means and learned, one of them zero',
  source: 'Han, Mao & Dally 2016, Deep Compression',
  roles: ['weight'],
  learned: true,
  perChannel: false,
  tables: { codebook: levelsOf, boundaries: (bits) => levelsOf(bits) - 1 },
  estimator,

  init(tensor, bits, options = {}) {
    assertWhole('kMeans.init', options);
    assertCalibrationTensor('kMeans.init', tensor);
    return parametersOf(clusteredLevels(Float32Array.from(tensor.data), levelsOf(bits)));
  },

  initLeastSquares(tensor, bits, options = {}) {
    assertWhole('kMeans.initLeastSquares', options);
    assertCalibrationTensor('kMeans.initLeastSquares', tensor);
    const values = Float32Array.from(tensor.data);
    const [linear, other] = (['linear', 'quantiles'] as const).map((start) =>
      clusteredLevels(values, levelsOf(bits), start),
    ) as [Float32Array, Float32Array];
    return parametersOf(squaredError(values, other) < squaredError(values, linear) ? other : linear);
  },

  fakeQuantize(x, parameters) {
    assertParameters('kMeans.fakeQuantize', parameters, ['codebook', 'boundaries']);
    const { boundaries } = parameters;
    return customGradient<[beyond: tf.Tensor, levels: tf.Tensor]>(
      x,
      parameters.codebook,
      (input, codebook) => {
        const { above, codes } = levelCodes(input, boundaries);
        return {
          value: tf.reshape(tf.gather(codebook, codes), input.shape),
          saved: [above, codebook],
          gradients: (dy, [beyond, levels]) => {
            // What flows to the levels from each place on; a level's own is the difference to the next.
            const row = tf.reshape<tf.Rank.R2>(dy, [1, dy.size]);
            const rest = tf.reshape(tf.matMul(row, beyond as tf.Tensor2D), [levels.size - 1]);
            const from = tf.concat([tf.reshape(tf.sum(dy), [1]), rest]);
            const own = tf.sub(from, tf.concat([rest, tf.zeros([1])]));
            return [dy, tf.mul(own, tf.cast(tf.notEqual(levels, 0), 'float32'))];
          },
        };
      },
    );
  },

  encode(x, parameters, bits) {
    assertParameters('kMeans.encode', parameters, ['codebook', 'boundaries']);
    const { codebook, boundaries } = parameters;
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight) => levelCode(weight, boundaries.data)),
      shape: x.shape,
      bits,
      codebook: Float32Array.from(codebook.data),
      scale: Float32Array.of(1),
      axis: null,
    };
  },
});
