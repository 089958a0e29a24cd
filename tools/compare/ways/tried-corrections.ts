import type { NDArray } from '@cfq/jit';
import { decodeWeights, type Network } from '@cfq/network';
import { lsq } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { withWeights } from './float-layers.ts';

type Lsq = typeof lsq;

/** What a quantizer is fitted to. */
export interface Fitting {
  readonly teacher: Network;
  /** Bits of the weights. */
  readonly bits: number;
}

/** A quantizer that knows the teacher it is for, and what its student decides with. */
export interface Fitted {
  readonly quantizer: Lsq;
  /** The student with what its codes alone do not hold. */
  whole(student: Network): Network;
}

/** Makes the quantizer for a teacher. */
export type FitQuantizer = (fitting: Fitting) => Fitted;

/** What of a layer's weights stays out of the codes: the rest is rounded. */
interface Kept {
  traced(x: tf.Tensor): tf.Tensor;
  plain(x: NDArray): Float32Array;
}

/**
 * LSQ of what is left of the weights when a part is kept beside the codes in single precision. Layers are told apart by their shape.
 */
function beside(keptOf: (weight: NDArray, bits: number) => Kept | null): FitQuantizer {
  return ({ teacher, bits: asked }) => {
    const layers = new Map(
      teacher.layers.map(({ name, weight }) => {
        const values = decodeWeights(weight);
        return [values.shape.join(), { name, kept: keptOf(values, asked) }];
      }),
    );
    const weights: Record<string, Float32Array> = {};
    const rest = (x: NDArray, part: Float32Array): NDArray => ({
      ...x,
      data: Float32Array.from(x.data, (value, at) => value - part[at]!),
    });
    const keptIn = (x: NDArray): Float32Array =>
      layers.get(x.shape.join())!.kept?.plain(x) ?? new Float32Array(x.data.length);
    return {
      quantizer: {
        ...lsq,
        init: (x, bits, options) => lsq.init(rest(x, keptIn(x)), bits, options),
        initLeastSquares: (x, bits, options) => lsq.initLeastSquares!(rest(x, keptIn(x)), bits, options),
        fakeQuantize(x, parameters, bits) {
          const kept = layers.get(x.shape.join())!.kept?.traced(x);
          if (kept === undefined) return lsq.fakeQuantize(x, parameters, bits);
          return tf.add(lsq.fakeQuantize(tf.sub(x, kept), parameters, bits), kept);
        },
        encode(x, parameters, bits) {
          const part = keptIn(x);
          const encoded = lsq.encode(rest(x, part), parameters, bits);
          const { codes, scale } = encoded;
          weights[layers.get(x.shape.join())!.name] = part.map(
            (value, at) => value + codes[at]! * scale[at % scale.length]!,
          );
          return encoded;
        },
      },
      whole: (student) => withWeights(student, weights),
    };
  };
}

/**
 * Codes and a correction of low rank: what weights have along the `rank` leading right singular vectors of the teacher's is kept,
 * and trained, in single precision; the rest is rounded. Not in layers of no more outputs than twice that.
 *
 * @see Li et al. 2024, "SVDQuant: Absorbing Outliers by Low-Rank Components for 4-Bit Diffusion Models", §4.
 */
export function lowRank(rank: number): FitQuantizer {
  return beside((weight) => {
    const [inputs = 0, outputs = 0] = weight.shape;
    if (outputs <= 2 * rank) return null;
    const projection = leadingProjection(weight, rank);
    return {
      traced: (x) => tf.matMul(x, tf.tensor2d(projection, [outputs, outputs])),
      plain: (x) => {
        const kept = new Float32Array(inputs * outputs);
        for (let row = 0; row < inputs; row += 1) {
          for (let from = 0; from < outputs; from += 1) {
            const value = x.data[row * outputs + from]!;
            for (let to = 0; to < outputs; to += 1) {
              kept[row * outputs + to]! += value * projection[from * outputs + to]!;
            }
          }
        }
        return kept;
      },
    };
  });
}

/**
 * Codes and a sparse correction: the share of weights that a first rounding would move furthest is kept,
 * and trained, in single precision.
 *
 * @see Dettmers et al. 2023, "SpQR: A Sparse-Quantized Representation for Near-Lossless LLM Weight Compression", §4.
 */
export function sparse(kept: number): FitQuantizer {
  return beside((weight, bits) => {
    const { codes, scale } = lsq.encode(weight, lsq.initLeastSquares!(weight, bits, { axis: 1 }), bits);
    const errors = Array.from(weight.data, (value, at) =>
      Math.abs(value - codes[at]! * scale[at % scale.length]!),
    );
    const least = errors.toSorted((a, b) => b - a)[Math.ceil(kept * errors.length) - 1]!;
    const mask = Float32Array.from(errors, (error) => (error >= least ? 1 : 0));
    return {
      traced: (x) => tf.mul(x, tf.tensor(mask, x.shape)),
      plain: (x) => mask.map((one, at) => one * x.data[at]!),
    };
  });
}

/** The projection on the `rank` leading right singular vectors of a matrix, by orthogonal iteration; `[outputs, outputs]`. */
function leadingProjection({ data, shape }: NDArray, rank: number): Float32Array {
  const [inputs, outputs] = shape as readonly [number, number];
  const gram = Array.from({ length: outputs }, (_, i) =>
    Float64Array.from({ length: outputs }, (__, j) => {
      let sum = 0;
      for (let row = 0; row < inputs; row += 1) sum += data[row * outputs + i]! * data[row * outputs + j]!;
      return sum;
    }),
  );
  let basis: readonly Float64Array[] = Array.from({ length: rank }, (_, at) =>
    Float64Array.from({ length: outputs }, (__, i) => Math.cos((at + 1) * (i + 0.5))),
  );
  for (let iteration = 0; iteration < 300; iteration += 1) {
    const next: Float64Array[] = [];
    for (const vector of basis) {
      const image = Float64Array.from(gram, (row) => dot(row, vector));
      for (const found of next) {
        const along = dot(found, image);
        for (let i = 0; i < outputs; i += 1) image[i]! -= along * found[i]!;
      }
      const length = Math.sqrt(dot(image, image));
      next.push(image.map((value) => value / length));
    }
    basis = next;
  }
  return Float32Array.from({ length: outputs * outputs }, (_, at) => {
    const [i, j] = [Math.floor(at / outputs), at % outputs];
    return basis.reduce((sum, vector) => sum + vector[i]! * vector[j]!, 0);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
