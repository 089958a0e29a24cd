import type { NDArray } from '@cfq/jit';
import { checkNetwork } from './check/check-network.ts';
import { decodeWeights } from './decode-weights.ts';
import { matchLayer } from './match-layer.ts';
import { NetworkError } from './network-error.ts';
import { roundColumns } from './round-columns.ts';
import { roundToStep } from './round-to-step.ts';
import type { ActivationGrid } from './model/activation-grid.ts';
import type { DenseLayer, Network } from './model/network.ts';

interface Rows {
  readonly data: Float32Array;
  readonly width: number;
}

function putOnGrid(values: Float32Array, { scale, bits }: ActivationGrid): void {
  const highest = 2 ** bits - 1;
  for (let at = 0; at < values.length; at += 1) {
    values[at] = roundToStep(values[at]!, scale, 0, highest) * scale;
  }
}

/** Sums on the grids of their layer, without its own bias. */
function putSumsOnGrids(sums: Float32Array, { sumGrids, bias: { length: outputs } }: DenseLayer): void {
  for (const { scale, lowest, highest, bias } of sumGrids) {
    for (let at = 0; at < sums.length; at += 1) {
      const sum = Math.fround(sums[at]! + bias[at % outputs]!);
      sums[at] = roundToStep(sum, scale, lowest, highest) * scale;
    }
  }
}

function throughDense(layer: DenseLayer, { data, width }: Rows): Rows {
  const { weight, bias, activation, grid, sumGrids } = layer;
  const matrix = decodeWeights(weight).data;
  const outputs = bias.length;
  const next = new Float32Array((data.length / width) * outputs);
  // The bias is part of the sum, unless something is rounded between the two.
  const isPlain = sumGrids.length === 0;
  const sums = new Float64Array(outputs);
  for (let row = 0; row < data.length / width; row += 1) {
    if (isPlain) sums.set(bias);
    else sums.fill(0);
    for (let input = 0; input < width; input += 1) {
      const value = data[row * width + input]!;
      // Most columns of people are 0, and half of the rectified outputs: they add nothing.
      if (value === 0) continue;
      const at = input * outputs;
      for (let output = 0; output < outputs; output += 1) sums[output]! += value * matrix[at + output]!;
    }
    next.set(sums, row * outputs);
  }
  if (!isPlain) {
    putSumsOnGrids(next, layer);
    for (let at = 0; at < next.length; at += 1) next[at]! += bias[at % outputs]!;
  }
  if (activation === 'relu') {
    for (let at = 0; at < next.length; at += 1) next[at] = Math.max(0, next[at]!);
  }
  if (grid !== null) putOnGrid(next, grid);
  return { data: next, width: outputs };
}

/**
 * Logits by plain loops: the reference that every engine is compared with. Numbers are float32, as in ONNX; the sum of
 * an output is taken in double precision, bias first and then input by input, and rounded once; on a grid of sums its bias
 * is added behind that. Slow, meant for tests and small
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
  const { inputGrid } = network;
  const given = Float32Array.from(x.data);
  const { data, width: classes } = network.layers.reduce<Rows>(
    (hidden, layer) => matchLayer(layer, { dense: (dense) => throughDense(dense, hidden) }),
    { data: inputGrid === null ? given : roundColumns(given, width, inputGrid), width },
  );
  return { data, shape: [rows, classes] };
}
