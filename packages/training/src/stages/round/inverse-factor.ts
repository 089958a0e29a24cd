/**
 * The upper triangular `U` with `H⁻¹ = Uᵀ U`, of a symmetric positive definite `H` [d · d]. It is found without inverting
 * `H`: `H = R Rᵀ` with `R` upper triangular, from the last row up, and `U = R⁻¹`.
 *
 * Row `i` of `U`, divided by its diagonal, says how the weights from `i` on answer an error of weight `i` once those before
 * it are settled.
 *
 * @returns [d · d], row by row; NaN where `H` is not positive definite.
 * @see Frantar et al. 2022, "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", §3, step 3.
 */
export function inverseFactor(symmetric: Float64Array): Float64Array {
  const width = Math.sqrt(symmetric.length);
  const root = new Float64Array(symmetric.length);
  for (let j = width - 1; j >= 0; j -= 1) {
    for (let i = j; i >= 0; i -= 1) {
      let rest = symmetric[i * width + j]!;
      for (let k = j + 1; k < width; k += 1) rest -= root[i * width + k]! * root[j * width + k]!;
      root[i * width + j] = i === j ? Math.sqrt(rest) : rest / root[j * width + j]!;
    }
  }
  const inverse = new Float64Array(symmetric.length);
  for (let i = 0; i < width; i += 1) {
    inverse[i * width + i] = 1 / root[i * width + i]!;
    // Row by row: what each settled entry takes from those to its right.
    for (let k = i; k < width; k += 1) {
      const settled = k === i ? inverse[i * width + i]! : inverse[i * width + k]! / root[k * width + k]!;
      inverse[i * width + k] = settled;
      for (let j = k + 1; j < width; j += 1) inverse[i * width + j]! -= settled * root[k * width + j]!;
    }
  }
  return inverse;
}
