import { gamma, unitRoundoff } from './gamma.ts';
import type { PreparedLayer } from './prepare-pair.ts';

/** Which evaluation of the two networks a bound holds for. */
export type Arithmetic = 'float32' | 'exact';

/** Smaller than this, products may be flushed to zero; far below anything that counts. */
const underflow = 1e-30;

/** How far the sums of a layer may be off, for each of its outputs. */
export interface RoundingNoise {
  /** What a covered evaluation of the teacher may add to its exact sum; 0 in exact arithmetic. */
  readonly teacher: Float64Array;
  readonly student: Float64Array;
  /** What the float64 sums of the bounds themselves may be off. */
  readonly own: Float64Array;
}

/** Room for the noise of a layer. */
export function roundingNoise(outputs: number): RoundingNoise {
  return {
    teacher: new Float64Array(outputs),
    student: new Float64Array(outputs),
    own: new Float64Array(outputs),
  };
}

/** Sizes of what enters a layer. */
export interface LayerInput {
  /** Inputs that may differ from zero; products with zero are exact. */
  readonly live: number;
  /** Euclidean norm of the largest inputs of the teacher. */
  readonly teacherNorm: number;
  readonly studentNorm: number;
  /** Euclidean norm of everything that the float64 sums run over. */
  readonly magnitude: number;
}

/** Roundings that a summand of `live` products and a bias goes through in an evaluation, with two to spare. */
export const evaluationGamma = (arithmetic: Arithmetic, live: number): number =>
  arithmetic === 'exact' ? 0 : gamma(live + 3, unitRoundoff.float32);

/** The same for the float64 sums of the bounds: a centre, a radius, both ends and the relaxations before them. */
export const ownGamma = (live: number): number => gamma(2 * live + 64, unitRoundoff.float64);

/**
 * `γ_n (|w|ᵀ|h| + |b|)` for every output, with `|w|ᵀ|h| ≤ ‖w‖₂ ‖h‖₂`; nearly tight, as both sides are positive.
 */
export function measureNoise(
  layer: PreparedLayer,
  arithmetic: Arithmetic,
  { live, teacherNorm, studentNorm, magnitude }: LayerInput,
  out: RoundingNoise,
): void {
  const evaluation = evaluationGamma(arithmetic, live);
  const own = ownGamma(live);
  const floor = arithmetic === 'exact' ? 0 : underflow;
  for (let j = 0; j < layer.outputs; j += 1) {
    const bias = Math.abs(layer.teacherBias[j]!);
    const studentBias = Math.abs(layer.studentBias[j]!);
    out.teacher[j] = evaluation * (layer.teacherNorms[j]! * teacherNorm + bias) + floor;
    out.student[j] = evaluation * (layer.studentNorms[j]! * studentNorm + studentBias) + floor;
    out.own[j] = own * ((layer.teacherNorms[j]! + layer.studentNorms[j]!) * magnitude + bias + studentBias);
  }
}
