/**
 * Mean squared error of each output of a layer over the rows whose `Xᵀ X / n` is given: `Σ_ij δ_i G_ij δ_j` a column.
 *
 * @param difference what a rounding changes the weights by [inputs · outputs], row by row.
 * @param gram [inputs · inputs], symmetric.
 * @returns [outputs].
 */
export function outputErrors(difference: Float64Array, gram: Float64Array): Float64Array {
  const inputs = Math.sqrt(gram.length);
  const outputs = difference.length / inputs;
  const errors = new Float64Array(outputs);
  const products = new Float64Array(outputs);
  for (let i = 0; i < inputs; i += 1) {
    products.fill(0);
    for (let k = 0; k < inputs; k += 1) {
      const shared = gram[i * inputs + k]!;
      if (shared === 0) continue;
      for (let j = 0; j < outputs; j += 1) products[j]! += shared * difference[k * outputs + j]!;
    }
    for (let j = 0; j < outputs; j += 1) errors[j]! += difference[i * outputs + j]! * products[j]!;
  }
  return errors;
}
