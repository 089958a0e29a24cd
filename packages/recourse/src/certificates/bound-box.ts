import { activate } from './activate.ts';
import { affineForms, concretize, type AffineForms } from './affine-forms.ts';
import { addRowRounding, boundRows, rowNoise } from './bound-rows.ts';
import { unitRoundoff } from './gamma.ts';
import { activations, intervals, preActivations, type Activations, type Intervals } from './intervals.ts';
import { liveUnits, selectLive } from './live-units.ts';
import { multiplyRows } from './multiply-rows.ts';
import { outputRows } from './output-rows.ts';
import type { PreparedLayer } from './prepare-pair.ts';
import { formStep } from './propagate-forms.ts';
import { intervalStep } from './propagate-intervals.ts';
import { roundSums, addSumRounding, sumRounding } from './round-sums.ts';
import { relax, relaxation } from './relax.ts';
import { measureNoise, roundingNoise, type Arithmetic } from './rounding-noise.ts';
import { backSubstitution } from './substitute-back.ts';
import { dualBound } from './dual/dual-bound.ts';
import { tightenRows } from './dual/tighten-rows.ts';
import { tightenSums } from './dual/tighten-sums.ts';

/** Bounds the output rows over one box after the other. */
export interface BoxBounder {
  readonly classes: number;
  /** What {@link run} leaves: bounds of the rows of `outputRows` by intervals, and tightened. */
  readonly byIntervals: Intervals;
  readonly byRelaxation: Intervals;
  /** @param x data with a point of the pair's width at `from`. */
  run(x: ArrayLike<number>, from: number): void;
}

/**
 * Everything that boxes of one size have in common: room, and the slopes of the first layer, which no point changes.
 *
 * @param radii half-width of the box in every column.
 * @param iterations steps of the slopes; 0 leaves the relaxation as it is.
 */
export function boxBounder(
  layers: readonly PreparedLayer[],
  radii: Float64Array,
  target: number,
  arithmetic: Arithmetic,
  iterations: number,
): BoxBounder {
  const unit = unitRoundoff[arithmetic === 'float32' ? 'float32' : 'float64'];
  const moved = Int32Array.from(radii.keys()).filter((column) => radii[column]! > 0);
  const rows = outputRows(layers.at(-1)!, target);
  const widest = Math.max(...layers.map(({ inputs }) => inputs));
  const back = backSubstitution(rows, widest, moved.length);
  const noise = new Float64Array(rows.count);
  const packed = new Float64Array(radii.length);
  const input = {
    box: activations(radii.length),
    live: liveUnits(radii.length),
    point: new Float64Array(radii.length),
  };
  const first = firstForms(layers[0]!, radii, moved);
  const hidden = layers.slice(0, -1).map((layer, k) => {
    const units = layer.outputs;
    const sums = layer.sums === null ? null : sumRounding(units);
    const step = k === 0 ? null : formStep(layer, moved.length, arithmetic, sums);
    return {
      layer,
      /** What grids may add to its sums. */
      sums,
      /** By intervals alone. */
      intervals: intervalStep(layer, arithmetic),
      plain: { before: preActivations(units), after: activations(units), live: liveUnits(units) },
      /** Tightened. */
      step,
      forms: k === 0 ? first : affineForms(moved.length, units),
      before: preActivations(units),
      after: activations(units),
      live: liveUnits(units),
      relaxed: relaxation(units),
      noise: step?.noise ?? roundingNoise(units),
      magnitude: 0,
    };
  });
  const dual =
    iterations === 0 || hidden.length === 0 || moved.length === 0
      ? null
      : dualBound(hidden, first, moved.length, arithmetic);
  // Sums that are known better are relaxed otherwise, which now and then bounds a row worse.
  const unsteepened = dual === null ? null : boxBounder(layers, radii, target, arithmetic, 0);
  const ends = lastSums(layers.at(-1)!, arithmetic);
  const byIntervals = intervals(rows.count);
  const byRelaxation = intervals(rows.count);

  function place(x: ArrayLike<number>, from: number): void {
    const { box, live, point } = input;
    const { teacher, student } = box;
    for (let column = 0; column < radii.length; column += 1) {
      const value = x[from + column]!;
      const radius = radii[column]!;
      point[column] = value;
      teacher.low[column] = student.low[column] = value - radius;
      teacher.high[column] = student.high[column] = value + radius;
    }
    selectLive(box, live);
  }

  /** Centres of the first layer's forms. */
  function centre(layer: PreparedLayer): void {
    const { index, count, teacherNorm, studentNorm } = input.live;
    const { teacher, student, differenceError } = first;
    for (let at = 0; at < count; at += 1) packed[at] = input.point[index[at]!]!;
    multiplyRows(teacher.centre, packed, 1, index, count, layer.teacher.signed, layer.outputs);
    multiplyRows(student.centre, packed, 1, index, count, layer.student.signed, layer.outputs);
    const magnitude = 2 * (teacherNorm + studentNorm);
    const own = hidden[0]!.noise;
    measureNoise(layer, arithmetic, { live: count, teacherNorm, studentNorm, magnitude }, own);
    if (hidden[0]!.sums !== null) addSumRounding(own, hidden[0]!.sums);
    for (let j = 0; j < layer.outputs; j += 1) {
      teacher.centre[j]! += layer.teacherBias[j]!;
      student.centre[j]! += layer.studentBias[j]!;
      teacher.error[j] = own.teacher[j]! + own.own[j]!;
      student.error[j] = own.student[j]! + own.own[j]!;
      differenceError[j] = own.teacher[j]! + own.student[j]! + 2 * own.own[j]!;
    }
  }

  /** The affine forms of a hidden layer, and its intervals tightened by them. */
  function tighten(k: number): void {
    const { layer, before, after, live, forms, step, plain, relaxed } = hidden[k]!;
    const previous = hidden[k - 1];
    if (previous === undefined || step === null) centre(layer);
    else step.run(previous.forms, previous.relaxed, previous.live, forms);
    concretize(forms, moved.length, plain.before, before);
    if (dual !== null && k > 0) tightenSums(dual, k, layer, hidden[k]!.noise, before);
    activate(before, layer.grids, unit, after);
    relax(before, after, relaxed);
    selectLive(after, live);
    const { teacherNorm, studentNorm } = previous?.live ?? input.live;
    dual?.place(k);
    hidden[k]!.magnitude = layer.norm * 2 * (teacherNorm + studentNorm) + layer.biasNorm;
  }

  return {
    classes: rows.classes,
    byIntervals,
    byRelaxation,
    run(x, from) {
      place(x, from);
      let plain = { after: input.box, live: input.live };
      hidden.forEach((current, k) => {
        const { layer } = current;
        current.intervals.run(plain.after, current.plain.before);
        if (current.sums !== null) roundSums(layer, current.plain.before, unit, current.sums);
        activate(current.plain.before, layer.grids, unit, current.plain.after);
        plain = current.plain;
        if (moved.length > 0) tighten(k);
      });
      selectLive(plain.after, plain.live);
      ends?.run(plain.after, unit);
      rowNoise(rows, arithmetic, plain.live, noise);
      if (ends !== null) addRowRounding(rows, ends.sums, noise);
      boundRows(rows, plain.after, plain.live, noise, byIntervals);
      const last = hidden.at(-1);
      // At a point, as on a linear model, intervals are exact but for rounding.
      if (last === undefined || moved.length === 0) {
        byRelaxation.low.set(byIntervals.low);
        byRelaxation.high.set(byIntervals.high);
        return;
      }
      rowNoise(rows, arithmetic, last.live, noise);
      if (ends !== null) addRowRounding(rows, ends.sums, noise);
      boundRows(rows, last.after, last.live, noise, byRelaxation);
      back.run(hidden, first, noise, byRelaxation);
      if (dual !== null) tightenRows(dual, rows, hidden.length, iterations, noise, byRelaxation);
      narrow(byRelaxation, byIntervals);
      if (unsteepened === null) return;
      unsteepened.run(x, from);
      narrow(byRelaxation, unsteepened.byRelaxation);
    },
  };
}

/** Keeps of each row what two bounds allow. */
function narrow(bounds: Intervals, other: Intervals): void {
  bounds.low.forEach((low, row) => (bounds.low[row] = Math.max(low, other.low[row]!)));
  bounds.high.forEach((high, row) => (bounds.high[row] = Math.min(high, other.high[row]!)));
}

/** Intervals of the last sums, for what their grids may add to them; null where there are none. */
function lastSums(layer: PreparedLayer, arithmetic: Arithmetic) {
  if (layer.sums === null) return null;
  const [step, before, sums] = [
    intervalStep(layer, arithmetic),
    preActivations(layer.outputs),
    sumRounding(layer.outputs),
  ];
  return {
    sums,
    run(after: Activations, unit: number): void {
      step.run(after, before);
      roundSums(layer, before, unit, sums);
    },
  };
}

/** The first layer's forms, whose slopes are the same in every box. */
function firstForms(layer: PreparedLayer, radii: Float64Array, moved: Int32Array): AffineForms {
  const { outputs, teacher, student } = layer;
  const forms = affineForms(moved.length, outputs);
  moved.forEach((column, at) => {
    for (let j = 0; j < outputs; j += 1) {
      forms.teacher.slopes[at * outputs + j] = radii[column]! * teacher.signed[column * outputs + j]!;
      forms.student.slopes[at * outputs + j] = radii[column]! * student.signed[column * outputs + j]!;
    }
  });
  return forms;
}
