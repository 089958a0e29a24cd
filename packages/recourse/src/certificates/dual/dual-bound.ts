import type { AffineForms } from '../affine-forms.ts';
import { unitRoundoff } from '../gamma.ts';
import { multiplyRows } from '../multiply-rows.ts';
import { ownGamma, type Arithmetic } from '../rounding-noise.ts';
import { cutGraphs } from './graph-pieces.ts';
import { jointSupport, supportPoint } from './joint-support.ts';
import { levelOf, type BoundedLayer, type Level } from './level.ts';
import { startSlopes } from './start-slopes.ts';

/** A row over the outputs of a layer, as it is asked for. */
interface AskedRow {
  /** How many layers are below it. */
  readonly depth: number;
  /** Steps of the slopes; 0 takes those they start with. */
  readonly iterations: number;
  /**
   * Writes the coefficients of the row on the outputs of the student and of the teacher.
   *
   * @returns what is added to them.
   */
  readonly load: (onG: Float64Array, onH: Float64Array) => number;
}

/** Bounds rows over the outputs of hidden layers, one box after the other. */
export interface DualBound {
  /** Takes over what is known of a layer; the layers before it first. */
  place(k: number): void;
  /** @returns at least the largest value of the row in the box, but for what rounding adds to the row itself. */
  largest(row: AskedRow): number;
}

/**
 * Bounds of output rows by Lagrangian decomposition (Dvijotham et al. 2018, "A dual approach to scalable verification of
 * deep networks", §4): the sums of a hidden layer and what the layer before makes of them are two variables, tied by a
 * multiplier each, which is a slope of a linear relaxation. Whatever the slopes, the sum of the maxima of all units and of
 * the box is a bound. It is convex in the slopes and moved down by their subgradient, Adam-like, as in Xu et al. 2021
 * ("α-CROWN", §3); each row has slopes of its own, and each direction. Every unit is a pair, bounded over what is known of
 * `z`, `y` and `y − z` together ({@link jointSupport}).
 *
 * @param hidden first to last, read anew for every box.
 * @param first the first layer's sums, which are exactly affine in the point.
 * @param moved columns that move.
 */
export function dualBound(
  hidden: readonly BoundedLayer[],
  first: AffineForms,
  moved: number,
  arithmetic: Arithmetic,
): DualBound {
  const unit = unitRoundoff[arithmetic === 'float32' ? 'float32' : 'float64'];
  const levels = hidden.map(levelOf);
  const widest = Math.max(...hidden.map(({ layer }) => Math.max(layer.outputs, layer.inputs)));
  const [packedG, packedH] = [new Float64Array(widest), new Float64Array(widest)];
  const corner = new Float64Array(moved);
  const at = supportPoint();

  /** The bound of a row at the slopes of now, and where everything is largest. */
  function evaluate(depth: number, isFirst: boolean): number {
    let value = 0;
    for (let k = depth - 1; k >= 0; k -= 1) {
      if (isFirst) startSlopes(levels[k]!);
      value += throughUnits(levels[k]!);
      if (k > 0) value += throughWeights(levels[k]!, levels[k - 1]!);
    }
    return value + throughBox(levels[0]!);
  }

  /** Maxima of the units of a layer, and from coefficients on its outputs those on its sums. */
  function throughUnits({ given, graph, steps, onG, onH, onY, onZ, y, z, g, h }: Level): number {
    const { live, noise, layer, magnitude } = given;
    let value = 0;
    let size = 0;
    let squares = 0;
    for (let one = 0; one < live.count; one += 1) {
      const i = live.index[one]!;
      const [c, d] = [onG[i]!, onH[i]!];
      const slopeY = c * steps.student[i]!;
      const slopeZ = d * steps.teacher[i]!;
      jointSupport(graph, i, c, d, slopeY, slopeZ, at);
      value += at.value + Math.abs(slopeY) * noise.student[i]! + Math.abs(slopeZ) * noise.teacher[i]!;
      size += Math.abs(c * at.g) + Math.abs(d * at.h) + Math.abs(slopeY * at.y) + Math.abs(slopeZ * at.z);
      squares += c * c + d * d + slopeY * slopeY + slopeZ * slopeZ;
      [y[i], z[i], g[i], h[i]] = [at.y, at.z, at.g, at.h];
      [onY[i], onZ[i]] = [slopeY, slopeZ];
    }
    // What float64 does to these sums: coefficients times everything they meet, here and on the way down.
    const own = 4 * ownGamma(live.count + layer.inputs);
    const met = 2 * (live.teacherNorm + live.studentNorm) + magnitude;
    return value + own * (size + Math.sqrt(squares) * met);
  }

  /** From coefficients on the sums of a layer to those on the outputs before it. @returns what the biases add. */
  function throughWeights({ given, onY, onZ }: Level, into: Level): number {
    const { layer, live } = given;
    const { index, count } = live;
    let value = 0;
    for (let one = 0; one < count; one += 1) {
      const i = index[one]!;
      packedG[one] = onY[i]!;
      packedH[one] = onZ[i]!;
      value += onY[i]! * layer.studentBias[i]! + onZ[i]! * layer.teacherBias[i]!;
    }
    multiplyRows(into.onG, packedG, 1, index, count, layer.student.transposed, layer.inputs);
    multiplyRows(into.onH, packedH, 1, index, count, layer.teacher.transposed, layer.inputs);
    return value;
  }

  /** The largest that the box makes of coefficients on the first sums. */
  function throughBox({ given, onY, onZ }: Level): number {
    const { student, teacher } = first;
    const { index, count } = given.live;
    let value = 0;
    for (let one = 0; one < count; one += 1) {
      const i = index[one]!;
      value += onY[i]! * student.centre[i]! + onZ[i]! * teacher.centre[i]!;
    }
    let isOfY = false;
    let isOfZ = false;
    for (let one = 0; one < count; one += 1) {
      const i = index[one]!;
      packedG[one] = onY[i]!;
      packedH[one] = onZ[i]!;
      isOfY ||= packedG[one] !== 0;
      isOfZ ||= packedH[one] !== 0;
    }
    corner.fill(0);
    if (isOfY) addReach(packedG, student.slopes, given, corner);
    if (isOfZ) addReach(packedH, teacher.slopes, given, corner);
    for (let column = 0; column < moved; column += 1) value += Math.abs(corner[column]!);
    return value;
  }

  /** Adds what each column that moves makes of coefficients on the first sums. */
  function addReach(
    on: Float64Array,
    slopes: Float64Array,
    { layer, live }: BoundedLayer,
    out: Float64Array,
  ): void {
    const { index, count } = live;
    for (let column = 0; column < moved; column += 1) {
      const offset = column * layer.outputs;
      let sum = 0;
      let other = 0;
      let one = 0;
      for (; one + 1 < count; one += 2) {
        sum += on[one]! * slopes[offset + index[one]!]!;
        other += on[one + 1]! * slopes[offset + index[one + 1]!]!;
      }
      if (one < count) sum += on[one]! * slopes[offset + index[one]!]!;
      out[column]! += sum + other;
    }
  }

  /** What the corner of the box, and then the maxima of each layer, make of the sums that follow. */
  function derive(depth: number): void {
    const { student, teacher } = first;
    const { madeY, madeZ, given } = levels[0]!;
    const { outputs } = given.layer;
    madeY.set(student.centre);
    madeZ.set(teacher.centre);
    for (let column = 0; column < moved; column += 1) {
      const way = Math.sign(corner[column]!);
      const offset = column * outputs;
      for (let i = 0; i < outputs; i += 1) {
        madeY[i]! += way * student.slopes[offset + i]!;
        madeZ[i]! += way * teacher.slopes[offset + i]!;
      }
    }
    for (let k = 0; k < depth; k += 1) {
      const level = levels[k]!;
      const { index, count } = level.given.live;
      for (let one = 0; one < count; one += 1) {
        const i = index[one]!;
        const [byY, byZ] = [level.madeY[i]! - level.y[i]!, level.madeZ[i]! - level.z[i]!];
        // Slopes are shares of the coefficients, and so these matter by them too.
        packedG[one] = level.g[i]! + level.steps.student[i]! * byY;
        packedH[one] = level.h[i]! + level.steps.teacher[i]! * byZ;
        level.steps.gradientOfStudent[i] = level.onG[i]! * byY;
        level.steps.gradientOfTeacher[i] = level.onH[i]! * byZ;
      }
      if (k + 1 === depth) return;
      const next = levels[k + 1]!;
      const { layer } = next.given;
      multiplyRows(next.madeY, packedG, 1, index, count, layer.student.signed, layer.outputs);
      multiplyRows(next.madeZ, packedH, 1, index, count, layer.teacher.signed, layer.outputs);
      for (let j = 0; j < layer.outputs; j += 1) {
        next.madeY[j]! += layer.studentBias[j]!;
        next.madeZ[j]! += layer.teacherBias[j]!;
      }
    }
  }

  return {
    place(k) {
      const { given, graph } = levels[k]!;
      cutGraphs(given.before.teacher, given.layer.grids.teacher, unit, graph.teacher);
      cutGraphs(given.before.student, given.layer.grids.student, unit, graph.student);
    },
    largest({ depth, iterations, load }) {
      const top = levels[depth - 1]!;
      const offset = load(top.onG, top.onH);
      for (let k = 0; k < depth; k += 1) levels[k]!.steps.rest();
      let best = evaluate(depth, true);
      for (let step = 0; step < iterations; step += 1) {
        derive(depth);
        for (let k = 0; k < depth; k += 1) levels[k]!.steps.move(levels[k]!.given.live, step, iterations);
        best = Math.min(best, evaluate(depth, false));
      }
      return offset + best;
    },
  };
}
