import { decode, type Quantizer } from '@cfq/quantizers';
import { ndarray, type NDArray } from '@cfq/jit';
import { firstParameters } from '../../scheme/initial-parameters.ts';
import type { WeightQuantization } from '../../recipe/method.ts';
import { gramMatrix } from './gram-matrix.ts';
import { outputErrors } from './output-errors.ts';

/** Exponents that are tried; 0 is no scaling. */
const exponents = Array.from({ length: 11 }, (_, tenths) => tenths / 10);

/**
 * What the inputs of a layer are divided by, and its weights multiplied, so that its rounded outputs are closest to what they
 * are: `(E |x_i|)^α` for the best of eleven `α` in [0, 1], weights rounded to nearest. With `α = 0` nothing is scaled, so
 * that the outputs are never worse than without.
 *
 * @param weight [inputs, outputs].
 * @param inputs [n, inputs], at full precision.
 * @returns positive, one an input; 1 for those that never occur.
 * @see Lin et al. 2024, "AWQ", §3.2, eq. 4 and 5.
 */
export function activationScales(
  weight: NDArray,
  inputs: NDArray,
  quantization: WeightQuantization & { readonly bits: number },
): Float64Array {
  const gram = gramMatrix(inputs);
  const magnitudes = meanMagnitudes(inputs);
  const tried = exponents.map((exponent) => {
    const factors = factorsOf(magnitudes, exponent);
    return { factors, error: errorUnder(weight, factors, gram, quantization) };
  });
  return tried.reduce((best, one) => (one.error < best.error ? one : best)).factors;
}

/** Mean magnitude of every column. */
function meanMagnitudes({ data, shape }: NDArray): Float64Array {
  const [rows = 0, width = 0] = shape;
  const sums = new Float64Array(width);
  for (let at = 0; at < data.length; at += 1) sums[at % width]! += Math.abs(data[at]!) / rows;
  return sums;
}

/** `(E |x|)^α` around 1, geometric middle of the ends; 1 for inputs that never occur. */
function factorsOf(magnitudes: Float64Array, exponent: number): Float64Array {
  const occurring = magnitudes.filter((magnitude) => magnitude > 0);
  const middle = Math.sqrt(Math.max(...occurring) * Math.min(...occurring));
  return magnitudes.map((magnitude) => (magnitude > 0 ? (magnitude / middle) ** exponent : 1));
}

/** Squared error of a layer's outputs when its scaled weights are rounded to nearest. */
function errorUnder(
  weight: NDArray,
  factors: Float64Array,
  gram: Float64Array,
  { bits, ...quantization }: WeightQuantization & { readonly bits: number },
): number {
  const outputs = weight.shape[1]!;
  const factor = (at: number): number => factors[Math.floor(at / outputs)]!;
  const scaled = ndarray(
    Float32Array.from(weight.data, (value, at) => value * factor(at)),
    weight.shape,
  );
  const quantizer: Quantizer = quantization.quantizer;
  const rounded = decode(quantizer.encode(scaled, firstParameters(quantization, scaled, bits), bits)).data;
  const difference = Float64Array.from(weight.data, (value, at) => value - rounded[at]! / factor(at));
  return outputErrors(difference, gram).reduce((sum, error) => sum + error, 0);
}
