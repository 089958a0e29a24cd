import type { NDArray } from '@cfq/jit';
import { decodeWeights, matchLayer, roundToStep, type DenseLayer, type Network } from '@cfq/network';

/** What float32 and a fixed-point number of 31 bits leave open, for each unit of what is added up. */
const arithmetic = 1e-6;

/** Values of a layer's units for one row, with the most that each may be off. */
interface Interval {
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** Sums of a layer and the most that they are off: what came in, half a step of the bias, and the arithmetic. */
function sumsOf(
  layer: DenseLayer,
  matrix: ArrayLike<number>,
  { values, errors }: Interval,
  scale: number,
): Interval {
  const { bias, weight } = layer;
  const outputs = bias.length;
  const [sums, off] = [new Float64Array(outputs), new Float64Array(outputs)];
  for (let output = 0; output < outputs; output += 1) {
    let [sum, error, size] = [bias[output]!, 0, Math.abs(bias[output]!)];
    values.forEach((value, input) => {
      const factor = matrix[input * outputs + output]!;
      sum += value * factor;
      error += errors[input]! * Math.abs(factor);
      size += Math.abs(value * factor);
    });
    const step = weight.kind === 'float' ? 0 : scale * weight.scale[weight.scale.length === 1 ? 0 : output]!;
    sums[output] = sum;
    off[output] = error + step / 2 + arithmetic * size;
  }
  return { values: sums, errors: off };
}

/** Hidden outputs on their grid: off by as many codes as the ends of a sum's interval are apart. */
function onGrid({ values, errors }: Interval, { grid }: DenseLayer): Interval {
  if (grid === null) return { values, errors };
  const { scale, bits } = grid;
  const code = (sum: number): number => roundToStep(Math.max(0, sum), scale, 0, 2 ** bits - 1);
  const codes = values.map(code);
  const off = codes.map(
    (at, unit) =>
      scale * Math.max(code(values[unit]! + errors[unit]!) - at, at - code(values[unit]! - errors[unit]!)),
  );
  return { values: codes.map((at) => at * scale), errors: off };
}

/**
 * The most that each logit of a network in whole numbers may differ from that in floats, by interval arithmetic row by row:
 * biases are rounded to steps of the sums, and a hidden output may take a neighbouring code where its sum is so near to a
 * tie.
 *
 * @param inputScale step of the rows, which lie on its grid.
 * @param x rows [rows, columns].
 * @returns one a logit, row-major.
 */
export function roundingBounds(network: Network, inputScale: number, { data, shape }: NDArray): Float64Array {
  const width = shape[1]!;
  const matrices = network.layers.map(({ weight }) => decodeWeights(weight).data);
  const bounds: number[] = [];
  for (let row = 0; row < shape[0]!; row += 1) {
    let hidden: Interval = {
      values: Float64Array.from(data.slice(row * width, (row + 1) * width)),
      errors: new Float64Array(width),
    };
    let scale = inputScale;
    network.layers.forEach((layer, index) => {
      matchLayer(layer, {
        dense: (dense) => {
          hidden = onGrid(sumsOf(dense, matrices[index]!, hidden, scale), dense);
          scale = dense.grid?.scale ?? scale;
        },
      });
    });
    bounds.push(...hidden.errors);
  }
  return Float64Array.from(bounds);
}
