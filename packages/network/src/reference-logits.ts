import type { NDArray } from '@cfq/jit';
import { checkNetwork } from './check/check-network.ts';
import { decodeWeights } from './decode-weights.ts';
import { matchLayer } from './match-layer.ts';
import { NetworkError } from './network-error.ts';
import type { ActivationGrid } from './model/activation-grid.ts';
import type { DenseLayer, Network } from './model/network.ts';

interface Rows {
  readonly data: Float32Array;
  readonly width: number;
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function putOnGrid(values: Float32Array, { scale, bits }: ActivationGrid): void {
  const highest = 2 ** bits - 1;
  for (let at = 0; at < values.length; at += 1) {
    const code = Math.min(roundHalfEven(Math.fround(values[at]! / scale)), highest);
    values[at] = code * scale;
  }
}

function throughDense({ weight, bias, activation, grid }: DenseLayer, { data, width }: Rows): Rows {
  const matrix = decodeWeights(weight).data;
  const outputs = bias.length;
  const next = new Float32Array((data.length / width) * outputs);
  for (let row = 0; row < data.length / width; row += 1) {
    for (let output = 0; output < outputs; output += 1) {
      let sum = bias[output]!;
      for (let input = 0; input < width; input += 1) {
        sum += data[row * width + input]! * matrix[input * outputs + output]!;
      }
      next[row * outputs + output] = activation === 'relu' ? Math.max(0, sum) : sum;
    }
  }
  if (grid !== null) putOnGrid(next, grid);
  return { data: next, width: outputs };
}

/**
 * Logits by plain loops: the reference that every engine is compared with. Numbers are float32, as in ONNX; the sum of
 * an output is taken in double precision, first input to last, and rounded once. Slow, meant for tests and small
 * populations.
 *
 * @param x rows [rows, inputs].
 * @returns logits [rows, classes].
 * @throws NetworkError when the network is malformed or `x` has another width.
 */
export function referenceLogits(network: Network, x: NDArray): NDArray {
  checkNetwork(network, 'referenceLogits');
  const [rows, width] = x.shape;
  if (rows === undefined || width !== network.inputWidth || x.shape.length !== 2) {
    throw new NetworkError(
      `referenceLogits: x must have the width of the network (expected [rows, ${network.inputWidth}], ` +
        `got [${x.shape.join(', ')}]). Encode the rows as in training.`,
    );
  }
  const { data, width: classes } = network.layers.reduce<Rows>(
    (hidden, layer) => matchLayer(layer, { dense: (dense) => throughDense(dense, hidden) }),
    { data: Float32Array.from(x.data), width },
  );
  return { data, shape: [rows, classes] };
}
