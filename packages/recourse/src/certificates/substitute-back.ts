import type { AffineForms } from './affine-forms.ts';
import type { Intervals } from './intervals.ts';
import type { LiveUnits } from './live-units.ts';
import { multiplyRows } from './multiply-rows.ts';
import type { OutputRows } from './output-rows.ts';
import type { PreparedLayer } from './prepare-pair.ts';
import type { Relaxation } from './relax.ts';
import { ownGamma, type RoundingNoise } from './rounding-noise.ts';

/** One hidden layer as the pass towards the outputs left it. */
interface HiddenLayer {
  readonly layer: PreparedLayer;
  readonly relaxed: Relaxation;
  readonly noise: RoundingNoise;
  readonly live: LiveUnits;
  /** A bound of the sums of absolute products that its preactivations are made of. */
  readonly magnitude: number;
}

/** Substitutes hidden layers backwards into output rows. */
export interface BackSubstitution {
  /**
   * @param hidden first to last.
   * @param first the first layer's preactivations, which are exactly affine in the point.
   * @param noise `[count]` what rounding may add to each row at the outputs.
   * @param out bounds of the rows, tightened in place.
   */
  run(hidden: readonly HiddenLayer[], first: AffineForms, noise: Float64Array, out: Intervals): void;
}

/**
 * Bounds of output rows by backward linear substitution (Zhang et al. 2018, "CROWN", §3) with parallel bounds, so that
 * one pass serves both ends: a row over `(g, h)` of a layer becomes one over `(y, z)`, its errors are added up by the
 * absolute coefficients, and so on to the point itself. Unlike in the forward pass, what the errors of early layers do
 * is weighed by their whole way to the output.
 */
export function backSubstitution(rows: OutputRows, widest: number, moved: number): BackSubstitution {
  const { count, units } = rows;
  const room = (): Float64Array => new Float64Array(count * widest);
  const [onStudent, onTeacher, ofStudent, ofTeacher] = [room(), room(), room(), room()];
  const values = new Float64Array(count);
  const errors = new Float64Array(count);

  function start(noise: Float64Array): void {
    for (let row = 0; row < count; row += 1) {
      values[row] = rows.offset[row]!;
      errors[row] = noise[row]!;
      for (let i = 0; i < units; i += 1) {
        const d = rows.onDifference[row * units + i]!;
        onStudent[row * units + i] = d;
        onTeacher[row * units + i] = rows.onTeacher[row * units + i]! - d;
      }
    }
  }

  /** Through the relaxation of a layer: rows over `(g, h)` to packed rows over `(y, z)`. */
  function throughUnits({ layer, relaxed, noise, live, magnitude }: HiddenLayer): void {
    const own = 4 * ownGamma(live.count + layer.inputs);
    const met = 2 * (live.teacherNorm + live.studentNorm) + magnitude;
    for (let row = 0; row < count; row += 1) {
      let value = 0;
      let error = 0;
      let squares = 0;
      for (let at = 0; at < live.count; at += 1) {
        const i = live.index[at]!;
        const d = onStudent[row * layer.outputs + i]!;
        const h = onTeacher[row * layer.outputs + i]! + d;
        const y = d * relaxed.onDifference[i]!;
        const z = h * relaxed.slope[i]! + d * relaxed.onTeacher[i]! - y;
        value += h * relaxed.shift[i]! + d * relaxed.offset[i]!;
        error += Math.abs(h) * relaxed.spread[i]! + Math.abs(d) * relaxed.error[i]!;
        error += Math.abs(z) * noise.teacher[i]! + Math.abs(y) * noise.student[i]!;
        squares += d * d + h * h;
        ofStudent[row * live.count + at] = y;
        ofTeacher[row * live.count + at] = z;
      }
      values[row]! += value;
      // The last term is what float64 does to these sums: coefficients times everything they meet on the way down.
      errors[row]! += error + own * Math.sqrt(squares) * met;
    }
  }

  /** Through the affine maps into a layer: packed rows over its `(y, z)` to rows over the `(g, h)` before it. */
  function throughWeights({ layer, live }: HiddenLayer): void {
    const { inputs, student, teacher, studentBias, teacherBias } = layer;
    for (let row = 0; row < count; row += 1) {
      for (let at = 0; at < live.count; at += 1) {
        const j = live.index[at]!;
        const y = ofStudent[row * live.count + at]!;
        const z = ofTeacher[row * live.count + at]!;
        values[row]! += y * studentBias[j]! + z * teacherBias[j]!;
      }
    }
    multiplyRows(onStudent, ofStudent, count, live.index, live.count, student.transposed, inputs);
    multiplyRows(onTeacher, ofTeacher, count, live.index, live.count, teacher.transposed, inputs);
  }

  /** From the first layer's preactivations to the point and its box. */
  function finish({ layer, live }: HiddenLayer, { student, teacher }: AffineForms, out: Intervals): void {
    const { outputs } = layer;
    for (let row = 0; row < count; row += 1) {
      let value = values[row]!;
      let reach = errors[row]!;
      for (let column = -1; column < moved; column += 1) {
        const y = column < 0 ? student.centre : student.slopes;
        const z = column < 0 ? teacher.centre : teacher.slopes;
        const offset = Math.max(0, column) * outputs;
        let sum = 0;
        for (let at = 0; at < live.count; at += 1) {
          const i = offset + live.index[at]!;
          sum += ofStudent[row * live.count + at]! * y[i]! + ofTeacher[row * live.count + at]! * z[i]!;
        }
        if (column < 0) value += sum;
        else reach += Math.abs(sum);
      }
      out.low[row] = Math.max(out.low[row]!, value - reach);
      out.high[row] = Math.min(out.high[row]!, value + reach);
    }
  }

  return {
    run(hidden, first, noise, out) {
      start(noise);
      for (let k = hidden.length - 1; k >= 0; k -= 1) {
        throughUnits(hidden[k]!);
        if (k > 0) throughWeights(hidden[k]!);
      }
      finish(hidden[0]!, first, out);
    },
  };
}
