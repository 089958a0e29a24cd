import { uniform } from '@cfq/bit-allocation';
import { defineQuantizer, pact, type CodebookTensor, type GradientEstimator } from '@cfq/quantizers';
import {
  assertCalibrationTensor,
  assertKnownOptions,
  assertParameters,
  channelLayout,
  channelLayoutOfParameter,
  channelOf,
  channelValues,
  customGradient,
  flooredMagnitude,
  flooredMagnitudeTensor,
  levelBoundaries,
  levelCode,
  levelCodes,
  signNonZero,
  sumToShape,
} from '@cfq/quantizers/building-blocks';
import { allocatedBits, defineMethod, distil } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';

/** Powers of two that magnitudes are sums of, one of each list, by bits; the sign takes one bit. */
const terms: Readonly<Record<number, readonly (readonly number[])[]>> = {
  2: [[0, 1]],
  3: [[0, 1 / 2, 1 / 4, 1 / 8]],
  4: [
    [0, 1 / 2, 1 / 4, 1 / 16],
    [0, 1 / 8],
  ],
};

/** Levels from -1 to 1, ascending, 0 among them. */
function additiveLevels(bits: number): Float32Array {
  const sums = terms[bits]!.reduce<readonly number[]>(
    (some, list) => some.flatMap((sum) => list.map((power) => sum + power)),
    [0],
  );
  const largest = Math.max(...sums);
  const shares = sums.map((sum) => sum / largest);
  return Float32Array.from(new Set([...shares.map((share) => 0 - share), ...shares])).sort();
}

const estimator: GradientEstimator = {
  description:
    'Li, Dong & Wang 2020 eq. 5: straight-through within the clip; to the clip the level minus w / α within, the sign beyond.',
  surrogate: (at, anchor, bits) => {
    const levels = additiveLevels(bits);
    const clip = (value: number): number => Math.min(Math.max(value, -1), 1);
    const share = anchor.x / flooredMagnitude(anchor.parameters['clip']!);
    const level = levels[levelCode(Math.fround(share), levelBoundaries(levels))]!;
    const moved = flooredMagnitude(at.parameters['clip']!);
    return moved * (clip(at.x / moved) + level - clip(share));
  },
  gradientScale: () => 1,
};

/**
 * Additive powers of two: `ŵ = α · level`, the level nearest to `clamp(w / α, −1, 1)` among sums of powers of two, which
 * hardware multiplies by with shifts and additions. Levels are dense about 0, where weights are. Parameter: `clip` (α), `[]` or
 * one a channel, at three times the root mean square of the weights first. The publication also normalises weights, which
 * would make another function of a layer without a normalisation behind it.
 *
 * @see Li, Dong & Wang 2020, "Additive Powers-of-Two Quantization", §2.
 */
export const additivePowers = defineQuantizer<'clip', 'additive-powers', CodebookTensor>({
  name: 'additive-powers',
  description: 'levels that are sums of powers of two, learned clip',
  source: 'Li, Dong & Wang 2020, Additive Powers-of-Two Quantization',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  widths: [2, 3, 4],
  estimator,

  init(tensor, _bits, options = {}) {
    assertKnownOptions('additivePowers.init', options, ['axis']);
    assertCalibrationTensor('additivePowers.init', tensor);
    const layout = channelLayout('additivePowers.init', tensor.shape, options.axis ?? null);
    const data = Float32Array.from(channelValues(tensor, layout), (values) => {
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
      return deviation > 0 ? 3 * deviation : 1;
    });
    return { clip: { data, shape: layout.parameterShape } };
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('additivePowers.fakeQuantize', parameters, ['clip']);
    const levels = additiveLevels(bits);
    const boundaries = levelBoundaries(levels);
    return customGradient<[share: tf.Tensor, level: tf.Tensor, raw: tf.Tensor]>(
      x,
      parameters.clip,
      (input, raw) => {
        const clip = flooredMagnitudeTensor(raw);
        const share = tf.div(input, clip);
        const { codes } = levelCodes(share, tf.tensor1d(boundaries));
        const level = tf.reshape(tf.gather(tf.tensor1d(levels), codes), input.shape);
        return {
          value: tf.mul(level, clip),
          saved: [share, level, raw],
          gradients: (dy, [at, to, rawClip]) => {
            const within = tf.cast(tf.lessEqual(tf.abs(at), 1), 'float32');
            const toClip = tf.mul(dy, tf.sub(to, tf.mul(at, within)));
            return [tf.mul(dy, within), tf.mul(sumToShape(toClip, rawClip.shape), signNonZero(rawClip))];
          },
        };
      },
    );
  },

  encode(x, parameters, bits) {
    assertParameters('additivePowers.encode', parameters, ['clip']);
    const layout = channelLayoutOfParameter('additivePowers.encode', x.shape, parameters.clip);
    const scale = Float32Array.from(parameters.clip.data, flooredMagnitude);
    const levels = additiveLevels(bits);
    const boundaries = levelBoundaries(levels);
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight, at) =>
        levelCode(Math.fround(weight / scale[channelOf(layout, at)]!), boundaries),
      ),
      shape: x.shape,
      bits,
      codebook: levels,
      scale,
      axis: layout.axis,
    };
  },
});

/** The teacher's logits matched on training rows by weights on those levels. */
export const apot = defineMethod({
  kind: 'quantized',
  name: 'apot',
  description: 'additive powers of two, logits of the teacher matched',
  source: 'Li, Dong & Wang 2020, Additive Powers-of-Two Quantization',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: additivePowers, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [{ term: distil, weight: 1 }],
  training: {
    length: { steps: 1000 },
    learningRate: 3e-4,
    quantizerLrScale: 0.1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
