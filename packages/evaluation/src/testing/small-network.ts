import { randomStream } from '@cfq/jit';
import { decodeWeights, type DenseLayer, type Network } from '@cfq/network';
import * as tf from '@tensorflow/tfjs-core';
import type { TracedFunction } from '../models/model-under-test.ts';

function layer(name: string, inputs: number, outputs: number, last: boolean): DenseLayer {
  const stream = randomStream(7, name);
  const shape = [inputs, outputs];
  return {
    kind: 'dense',
    name,
    weight: {
      kind: 'affine',
      codes: Int32Array.from(
        stream.split('codes').uniform(shape).data,
        (share) => Math.floor(15 * share) - 7,
      ),
      shape,
      bits: 4,
      signed: true,
      scale: Float32Array.of(0.125),
      zeroPoint: Int32Array.of(0),
      axis: null,
    },
    sumGrids: [],
    // Half of standard normal rows are denied.
    bias: last ? Float32Array.of(1, -1.25) : Float32Array.from(stream.split('bias').normal([outputs]).data),
    activation: last ? 'linear' : 'relu',
    grid: null,
  };
}

/** Three features, eight hidden units, two classes; weights on 4 bits. */
export const smallNetwork: Network = {
  inputWidth: 3,
  inputGrid: null,
  layers: [layer('hidden', 3, 8, false), layer('out', 8, 2, true)],
};

/** The same network as TF.js code. */
export function smallStudent(): TracedFunction {
  const parameters = smallNetwork.layers.map(({ weight, bias }) => ({
    weight: decodeWeights(weight),
    bias: { data: bias, shape: [bias.length] },
  }));
  return {
    parameters,
    logits: (given, x) => {
      const [hidden, out] = given as { weight: tf.Tensor2D; bias: tf.Tensor1D }[];
      const sums = tf.relu(tf.add(tf.matMul(x, hidden!.weight), hidden!.bias));
      return tf.add(tf.matMul(sums as tf.Tensor2D, out!.weight), out!.bias);
    },
  };
}
