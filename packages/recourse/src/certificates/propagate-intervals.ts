import { reconcile, type Activations, type Intervals, type PreActivations } from './intervals.ts';
import { liveUnits, selectLive } from './live-units.ts';
import { multiplyRows } from './multiply-rows.ts';
import type { PreparedLayer, PreparedMatrix } from './prepare-pair.ts';
import { measureNoise, roundingNoise, type Arithmetic } from './rounding-noise.ts';

/** Pushes the intervals of one layer's inputs, of both networks and of their difference, through its affine maps. */
export interface IntervalStep {
  /** @param out overwritten with the preactivations. */
  run(after: Activations, out: PreActivations): void;
}

/**
 * Interval bound propagation on the pair (Paulsen et al. 2020, "ReluDiff", §4; Zhang et al. 2023, "QEBVerif", §4):
 * beside `z = Wᵀh + b` and `y = Vᵀg + c` the difference itself, `δ = Vᵀd + (V − W)ᵀh + (c − b)`, so that what the networks
 * have in common never enters it. In centre–radius form; every end is moved outwards by what rounding may do.
 */
export function intervalStep(layer: PreparedLayer, arithmetic: Arithmetic): IntervalStep {
  const { inputs, outputs } = layer;
  const live = liveUnits(inputs);
  const middles = new Float64Array(2 * inputs);
  const widths = new Float64Array(2 * inputs);
  const noise = roundingNoise(outputs);
  const centres = new Float64Array(2 * outputs);
  const radii = new Float64Array(2 * outputs);
  const centresOfChange = new Float64Array(outputs);
  const radiiOfChange = new Float64Array(outputs);

  /** Centres and radii of one interval a row, or two, after a matrix. */
  function push(
    what: readonly Intervals[],
    by: PreparedMatrix,
    centre: Float64Array,
    radius: Float64Array,
  ): void {
    const { index, count } = live;
    what.forEach(({ low, high }, row) => {
      for (let at = 0; at < count; at += 1) {
        const i = index[at]!;
        middles[row * count + at] = (low[i]! + high[i]!) / 2;
        widths[row * count + at] = (high[i]! - low[i]!) / 2;
      }
    });
    multiplyRows(centre, middles, what.length, index, count, by.signed, outputs);
    multiplyRows(radius, widths, what.length, index, count, by.absolute, outputs);
  }

  return {
    run(after, out) {
      const { teacher: z, student: y, difference: d } = out;
      const { own } = noise;
      selectLive(after, live);
      const { count, teacherNorm, studentNorm } = live;
      const magnitude = 2 * (teacherNorm + studentNorm);
      measureNoise(layer, arithmetic, { live: count, teacherNorm, studentNorm, magnitude }, noise);

      push([after.teacher], layer.teacher, centres, radii);
      for (let j = 0; j < outputs; j += 1) {
        const centre = centres[j]! + layer.teacherBias[j]!;
        const radius = radii[j]! + noise.teacher[j]! + own[j]!;
        z.low[j] = centre - radius;
        z.high[j] = centre + radius;
      }
      push([after.student, after.difference], layer.student, centres, radii);
      for (let j = 0; j < outputs; j += 1) {
        const centre = centres[j]! + layer.studentBias[j]!;
        const radius = radii[j]! + noise.student[j]! + own[j]!;
        y.low[j] = centre - radius;
        y.high[j] = centre + radius;
      }
      push([after.teacher], layer.change, centresOfChange, radiiOfChange);
      for (let j = 0; j < outputs; j += 1) {
        const bias = layer.studentBias[j]! - layer.teacherBias[j]!;
        const centre = centres[outputs + j]! + centresOfChange[j]! + bias;
        const radius =
          radii[outputs + j]! + radiiOfChange[j]! + noise.teacher[j]! + noise.student[j]! + own[j]!;
        d.low[j] = centre - radius;
        d.high[j] = centre + radius;
      }
      reconcile(out);
    },
  };
}
