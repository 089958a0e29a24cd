/** Row-major [inputs, outputs] to row-major [outputs, inputs], written into `flipped`. */
export function transposed<Values extends Int32Array | Float32Array>(
  values: ArrayLike<number>,
  [inputs, outputs]: readonly number[],
  flipped: Values,
): Values {
  for (let input = 0; input < inputs!; input += 1) {
    for (let output = 0; output < outputs!; output += 1) {
      flipped[output * inputs! + input] = values[input * outputs! + output]!;
    }
  }
  return flipped;
}
