import { decodeWeights, type AffineWeights, type CodebookWeights, type Weights } from '@cfq/network';

const floats = (weights: Weights, factors: ArrayLike<number>): Weights => {
  const { data, shape } = decodeWeights(weights);
  const outputs = shape[1]!;
  const values = Float32Array.from(data, (value, at) => value * factors[at % outputs]!);
  return { kind: 'float', values: { data: values, shape } };
};

/** One scale an output, or null where there is one an input. */
function scales({ scale, axis, shape }: AffineWeights | CodebookWeights): Float32Array | null {
  if (axis === 1) return scale;
  return axis === null ? new Float32Array(shape[1]!).fill(scale[0]!) : null;
}

/**
 * Codes of outputs that change their sign: mirrored within their bits, which mirrors their zero point too. Symmetric
 * codes that have their opposite are just negated.
 */
function mirrored(weights: AffineWeights, isNegative: (output: number) => boolean): AffineWeights {
  const { codes, bits, signed, zeroPoint, shape } = weights;
  const outputs = shape[1]!;
  const zeros =
    zeroPoint.length === outputs ? zeroPoint.slice() : new Int32Array(outputs).fill(zeroPoint[0]!);
  const lowest = signed ? -(2 ** (bits - 1)) : 0;
  const sumOf = Array.from({ length: outputs }, (_, output) => {
    if (!isNegative(output)) return null;
    const hasOpposites =
      signed && zeros[output] === 0 && codes.every((code, at) => at % outputs !== output || code !== lowest);
    return hasOpposites ? 0 : signed ? -1 : 2 ** bits - 1;
  });
  return {
    ...weights,
    codes: codes.map((code, at) => {
      const sum = sumOf[at % outputs] ?? null;
      return sum === null ? code : sum - code;
    }),
    zeroPoint: zeros.map((zero, output) => (sumOf[output] === null ? zero : sumOf[output]! - zero)),
  };
}

/**
 * Weights `[inputs, outputs]` with each output multiplied by a factor. Codes stay codes where the factors can be taken
 * into their scales.
 */
export function scaleOutputs(weights: Weights, factors: ArrayLike<number>): Weights {
  const all = Array.from(factors);
  if (all.every((factor) => factor === 1)) return weights;
  if (weights.kind === 'float' || all.some((factor) => factor === 0)) return floats(weights, factors);
  const scale = scales(weights);
  if (scale === null) return floats(weights, factors);
  const isNegative = (output: number): boolean => all[output]! < 0;
  const same = all.every((factor) => factor === all[0]);
  const axis = same && weights.axis === null && !isNegative(0) ? null : 1;
  const scaled = Float32Array.from(axis === null ? weights.scale : scale, (step, output) =>
    Math.abs(step * all[output]!),
  );
  if (scaled.some((step) => !(step > 0 && Number.isFinite(step)))) return floats(weights, factors);
  if (weights.kind === 'codebook') {
    return all.some((factor) => factor < 0) ? floats(weights, factors) : { ...weights, scale: scaled, axis };
  }
  if (axis === null) return { ...weights, scale: scaled };
  return { ...mirrored(weights, isNegative), scale: scaled, axis };
}
