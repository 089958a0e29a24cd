import { decode, roundHalfEven } from '@cfq/quantizers';
import { checkNetwork } from './check-network.ts';
import { DeployError } from './deploy-error.ts';
import type { NDArray } from '@cfq/jit';
import type { QuantizedNetwork } from './quantized-network.ts';

/**
 * Logits by plain loops over the integer codes: the reference that every runtime is compared with. Sums are taken in
 * double precision and rounded to float32 once an output; slow, meant for tests and small populations.
 *
 * @param x rows [rows, inputs].
 * @returns logits [rows, classes].
 * @throws DeployError when the network is malformed or `x` has another width.
 */
export function referenceLogits(network: QuantizedNetwork, x: NDArray): NDArray {
  checkNetwork(network);
  const inputs = network.layers[0]!.weight.shape[0]!;
  const [rows, width] = x.shape;
  if (rows === undefined || width !== inputs || x.shape.length !== 2) {
    throw new DeployError(
      `referenceLogits: x must have the width of the first layer (expected [rows, ${inputs}], got [${x.shape.join(', ')}]). ` +
        'Encode the rows as in training.',
    );
  }
  let hidden: Float32Array = Float32Array.from(x.data);
  let hiddenWidth = inputs;
  for (const [index, { weight, bias, activation }] of network.layers.entries()) {
    const matrix = decode(weight).data;
    const outputs = weight.shape[1]!;
    const next = new Float32Array(rows * outputs);
    for (let row = 0; row < rows; row += 1) {
      for (let output = 0; output < outputs; output += 1) {
        let sum = bias[output]!;
        for (let input = 0; input < hiddenWidth; input += 1) {
          sum += hidden[row * hiddenWidth + input]! * matrix[input * outputs + output]!;
        }
        next[row * outputs + output] = sum;
      }
    }
    hidden = next;
    hiddenWidth = outputs;
    if (index === network.layers.length - 1) break;
    for (let at = 0; at < hidden.length; at += 1) {
      const positive = Math.max(0, hidden[at]!);
      hidden[at] = positive;
      if (activation === null) continue;
      const scale = Math.fround(activation.scale);
      const code = Math.min(roundHalfEven(Math.fround(positive / scale)), 2 ** activation.bits - 1);
      hidden[at] = Math.fround(code * scale);
    }
  }
  return { data: hidden, shape: [rows, hiddenWidth] };
}
