import type { NDArray } from '@cfq/jit';
import { roundColumns } from '@cfq/network';
import { DeployError } from '../deploy-error.ts';
import type { InputGrid } from '../exporting/input-grid.ts';
import type { IntegerLayer, IntegerNetwork } from './integer-network.ts';
import { requantize } from './requantize.ts';
import { roundHalfEven } from './round-half-even.ts';

/** What a network of whole numbers makes of rows. */
export interface IntegerRun {
  /** Codes of the rows [rows, columns]. */
  readonly codes: Int32Array;
  /** Sums of the last layer [rows, classes], before they are scaled. */
  readonly sums: Int32Array;
  /** `sum · logitScale` in float32 [rows, classes]. */
  readonly logits: NDArray;
}

/** Codes of rows, in float32 as ONNX `QuantizeLinear` computes them. */
function codesOf(data: ArrayLike<number>, { scale, zeroPoint, bits }: InputGrid): Int32Array {
  const highest = 2 ** bits - 1;
  return Int32Array.from(data, (value) => {
    const code = roundHalfEven(Math.fround(Math.fround(value) / scale)) + zeroPoint;
    return Math.max(0, Math.min(highest, code));
  });
}

function sumsOf({ inputs, outputs, codes, zeroPoint, bias }: IntegerLayer, rows: Int32Array): Int32Array {
  const sums = new Int32Array((rows.length / inputs) * outputs);
  for (let row = 0; row < rows.length / inputs; row += 1) {
    for (let output = 0; output < outputs; output += 1) {
      const zero = zeroPoint[zeroPoint.length === 1 ? 0 : output]!;
      let sum = bias[output]!;
      for (let input = 0; input < inputs; input += 1) {
        sum += rows[row * inputs + input]! * (codes[input * outputs + output]! - zero);
      }
      sums[row * outputs + output] = sum;
    }
  }
  return sums;
}

/**
 * Runs a network of whole numbers by plain loops: the reference that every file of `lowering: 'integer'` agrees with bit
 * for bit, and small enough to decide in a browser without any runtime.
 *
 * @param x rows [rows, columns], finite.
 * @throws DeployError when `x` has another width or holds what is no number.
 */
export function runInteger(
  { columns: grid, input, layers, logitScale }: IntegerNetwork,
  x: NDArray,
): IntegerRun {
  const width = layers[0]!.inputs;
  const [rows, columns] = x.shape;
  if (rows === undefined || columns !== width || x.shape.length !== 2) {
    throw new DeployError(
      `runInteger: x must have the width of the network (expected [rows, ${width}], got [${x.shape.join(', ')}]). ` +
        'Encode the rows as in training.',
    );
  }
  const stray = x.data.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) {
    throw new DeployError(
      `runInteger: rows are numbers (expected finite values, got ${x.data[stray]} in row ${Math.floor(stray / width)}). ` +
        'Fill in what is missing first.',
    );
  }
  const data = grid === null ? x.data : roundColumns(Float32Array.from(x.data), width, grid);
  const codes = codesOf(data, input);
  let hidden = codes;
  for (const layer of layers) {
    const sums = sumsOf(layer, hidden);
    const { requantization, outputs } = layer;
    if (requantization === null) {
      hidden = sums;
      break;
    }
    const { multiplier, shift, highest } = requantization;
    hidden = sums.map((sum, at) => {
      const output = at % outputs;
      return Math.min(requantize(Math.max(0, sum), multiplier[output]!, shift[output]!), highest);
    });
  }
  const classes = layers.at(-1)!.outputs;
  const logits = Float32Array.from(hidden, (sum, at) => {
    return Math.fround(sum) * logitScale[logitScale.length === 1 ? 0 : at % classes]!;
  });
  return { codes, sums: hidden, logits: { data: logits, shape: [rows, classes] } };
}
