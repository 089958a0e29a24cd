import { jit, randomStream, scan, valueAndGrad } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { bench, describe } from 'vitest';
import { widthsOf } from './building-blocks/widths-of.ts';
import { quantizers } from './quantizers.ts';
import type { Quantizer } from './quantizer.ts';

/** A hundred quantizations with gradients in one native call, so that the call itself does not count. */
const repeats = 100;
const weights = randomStream(1).normal([108, 128]);

for (const entry of Object.values<Quantizer>(quantizers)) {
  const bits = widthsOf(entry).includes(4) ? 4 : widthsOf(entry)[0]!;
  describe(`${entry.name}, 108 x 128, ${bits} bits, ${repeats} times forward and backward`, () => {
    const gradient = valueAndGrad((at: { x: tf.Tensor; parameters: Record<string, tf.Tensor> }): tf.Scalar =>
      tf.sum(tf.square(entry.fakeQuantize(at.x, at.parameters, bits))),
    );
    const run = jit(
      (start: tf.Tensor, parameters: Record<string, tf.Tensor>) => {
        const [last] = scan(
          (x: tf.Tensor) => {
            const { gradients, value } = gradient({ x, parameters });
            const steps = Object.values(gradients.parameters).map((slope) => tf.mul(tf.sum(slope), 0));
            const nothing = steps.reduce((sum, slope) => tf.add(sum, slope), tf.mul(value, 0));
            return [tf.add(tf.add(x, tf.mul(gradients.x, 1e-6)), nothing), []];
          },
          start,
          null,
          { length: repeats },
        );
        return last;
      },
      { executor: 'onnx' },
    );
    const parameters = entry.init(weights, bits);
    bench('onnx', async () => {
      await run(weights, parameters);
    });
  });
}
