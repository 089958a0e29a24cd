import { randomStream, type NDArray, type TensorTree } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

/** Weights of a dense network as arrays: what solvers take as parameters. */
export type DenseParameters = readonly { readonly w: NDArray; readonly b: NDArray }[];

/** Seeded weights of a dense network with the given layer widths. */
export function denseParameters(widths: readonly number[], seed: number, spread = 1): DenseParameters {
  return widths.slice(1).map((outputs, layer) => {
    const inputs = widths[layer]!;
    const stream = randomStream(seed, 'dense', layer);
    const w = stream.normal([inputs, outputs]);
    const scale = spread * Math.sqrt(2 / inputs);
    return {
      w: { data: (w.data as Float32Array).map((value) => value * scale), shape: w.shape },
      b: {
        data: (stream.normal([outputs]).data as Float32Array).map((value) => value * 0.3),
        shape: [outputs],
      },
    };
  });
}

/** Logits of a dense network with rectifiers between the layers. */
export function denseLogits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D {
  const layers = parameters as readonly { readonly w: tf.Tensor2D; readonly b: tf.Tensor1D }[];
  let h: tf.Tensor2D = x;
  layers.forEach(({ w, b }, layer) => {
    const z: tf.Tensor2D = tf.add(tf.matMul(h, w), b);
    h = layer < layers.length - 1 ? tf.relu(z) : z;
  });
  return h;
}

/** How far float32 and double precision may lie apart on a margin of the small models. */
export const marginError = 1e-3;

/** The margin of class 1 over class 0 in double precision, plain loops: an oracle for what solvers report. */
export function denseMargin(parameters: DenseParameters, point: ArrayLike<number>): number {
  let h = point;
  for (const [layer, { w, b }] of parameters.entries()) {
    const outputs = b.data.length;
    const isLast = layer === parameters.length - 1;
    const next = new Float64Array(outputs);
    for (let o = 0; o < outputs; o += 1) {
      let z = b.data[o]!;
      for (let i = 0; i < h.length; i += 1) z += h[i]! * w.data[i * outputs + o]!;
      next[o] = isLast ? z : Math.max(0, z);
    }
    h = next;
  }
  return h[1]! - h[0]!;
}

/** The slope of {@link denseMargin} with respect to the point, likewise. */
export function denseSlope(parameters: DenseParameters, point: ArrayLike<number>): number[] {
  const inputs = [Array.from(point)];
  for (const [layer, { w, b }] of parameters.entries()) {
    const h = inputs[layer]!;
    const outputs = b.data.length;
    const z = Array.from({ length: outputs }, (_, o) =>
      h.reduce((sum, value, i) => sum + value * w.data[i * outputs + o]!, b.data[o]!),
    );
    inputs.push(layer < parameters.length - 1 ? z.map((value) => Math.max(0, value)) : z);
  }
  let back = [-1, 1];
  for (let layer = parameters.length - 1; layer >= 0; layer -= 1) {
    const { w, b } = parameters[layer]!;
    const outputs = b.data.length;
    const gradient = back;
    back = inputs[layer]!.map((value, i) => {
      // Behind a rectifier that is shut nothing comes back.
      if (layer > 0 && value <= 0) return 0;
      return gradient.reduce((sum, one, o) => sum + one * w.data[i * outputs + o]!, 0);
    });
  }
  return back;
}
