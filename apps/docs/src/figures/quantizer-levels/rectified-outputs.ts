import { ndarray, type NDArray } from '@cfq/jit';

/** `relu(x W + b)`, as plain numbers: `[rows, outputs]` of `x` `[rows, inputs]`. */
export function rectifiedOutputs(
  x: NDArray,
  { weight, bias }: { readonly weight: NDArray; readonly bias: NDArray },
): NDArray {
  const [rows = 0, inputs = 0] = x.shape;
  const [, outputs = 0] = weight.shape;
  const sums = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row += 1) {
    for (let output = 0; output < outputs; output += 1) {
      let sum = bias.data[output]!;
      for (let input = 0; input < inputs; input += 1) {
        sum += x.data[row * inputs + input]! * weight.data[input * outputs + output]!;
      }
      sums[row * outputs + output] = Math.max(0, sum);
    }
  }
  return ndarray(sums, [rows, outputs]);
}
