import type { AffineForm, AffineForms } from './affine-forms.ts';
import type { LiveUnits } from './live-units.ts';
import { multiplyRows } from './multiply-rows.ts';
import type { PreparedLayer } from './prepare-pair.ts';
import { addSumRounding, type SumRounding } from './round-sums.ts';
import type { Relaxation } from './relax.ts';
import { measureNoise, roundingNoise, type Arithmetic, type RoundingNoise } from './rounding-noise.ts';

/** Pushes the affine forms of one layer's preactivations through their relaxation and the next layer's affine maps. */
export interface FormStep {
  /** What rounding may add to the sums of the layer at the last {@link run}. */
  readonly noise: RoundingNoise;
  /** @param out overwritten. */
  run(forms: AffineForms, relaxed: Relaxation, live: LiveUnits, out: AffineForms): void;
}

/**
 * Affine forms through one layer: `z = Wᵀh + b` and `y = Vᵀ(h + d) + c`. Slopes keep their signs, so that what cancels
 * between units cancels here; the errors of the relaxations are added up by absolute weights (zonotopes whose error terms
 * are collapsed at every layer, Singh et al. 2018 §3; for the difference of two networks, Teuber et al. 2024, "Revisiting
 * differential verification").
 *
 * @param moved number of columns that move, `p`.
 * @param sums what grids may add to the sums of the layer at each {@link FormStep.run}; null where there are none.
 */
export function formStep(
  layer: PreparedLayer,
  moved: number,
  arithmetic: Arithmetic,
  sums: SumRounding | null,
): FormStep {
  const { inputs, outputs } = layer;
  const noise = roundingNoise(outputs);
  // The p slopes, then the centre.
  const count = moved + 1;
  const ofTeacher = new Float64Array(count * inputs);
  const ofStudent = new Float64Array(count * inputs);
  const teacherErrors = new Float64Array(inputs);
  // Those of d, then those of h + d.
  const errorsWithin = new Float64Array(2 * inputs);
  const products = new Float64Array(count * outputs);
  const errors = new Float64Array(2 * outputs);
  const changeErrors = new Float64Array(outputs);

  /** Slopes, centre and errors of `h` and `h + d`. @returns the norm of everything that the sums will run over. */
  function pack(
    { teacher, student, differenceError }: AffineForms,
    relaxed: Relaxation,
    { index, count: live }: LiveUnits,
  ): number {
    let squares = 0;
    for (let at = 0; at < live; at += 1) {
      const i = index[at]!;
      const slope = relaxed.slope[i]!;
      // h + d in terms of y and z: where the student follows its own preactivation, z drops out.
      const onStudent = relaxed.onDifference[i]!;
      const onTeacher = slope + relaxed.onTeacher[i]! - onStudent;
      let magnitude = 0;
      for (let column = 0; column < moved; column += 1) {
        const z = teacher.slopes[column * inputs + i]!;
        const h = slope * z;
        const g = onStudent * student.slopes[column * inputs + i]! + onTeacher * z;
        ofTeacher[column * live + at] = h;
        ofStudent[column * live + at] = g;
        magnitude += Math.abs(h) + Math.abs(g);
      }
      const z = teacher.centre[i]!;
      const h = slope * z + relaxed.shift[i]!;
      const g = onStudent * student.centre[i]! + onTeacher * z + relaxed.shift[i]! + relaxed.offset[i]!;
      ofTeacher[moved * live + at] = h;
      ofStudent[moved * live + at] = g;
      const ofH = slope * teacher.error[i]! + relaxed.spread[i]!;
      const ofD =
        onStudent * differenceError[i]! +
        Math.abs(relaxed.onTeacher[i]!) * teacher.error[i]! +
        relaxed.error[i]!;
      const ofBoth =
        onStudent * student.error[i]! +
        Math.abs(onTeacher) * teacher.error[i]! +
        relaxed.spread[i]! +
        relaxed.error[i]!;
      teacherErrors[at] = ofH;
      errorsWithin[at] = ofD;
      errorsWithin[live + at] = ofBoth;
      magnitude += Math.abs(z) + Math.abs(h) + Math.abs(g) + ofH + ofD + ofBoth;
      squares += magnitude * magnitude;
    }
    return Math.sqrt(squares);
  }

  function read(bias: Float64Array, out: AffineForm): void {
    out.slopes.set(products.subarray(0, moved * outputs));
    for (let j = 0; j < outputs; j += 1) out.centre[j] = products[moved * outputs + j]! + bias[j]!;
  }

  return {
    noise,
    run(forms, relaxed, live, { teacher, student, differenceError }) {
      const { index, count: units, teacherNorm, studentNorm } = live;
      const magnitude = 2 * pack(forms, relaxed, live);
      measureNoise(layer, arithmetic, { live: units, teacherNorm, studentNorm, magnitude }, noise);
      if (sums !== null) addSumRounding(noise, sums);

      multiplyRows(products, ofTeacher, count, index, units, layer.teacher.signed, outputs);
      read(layer.teacherBias, teacher);
      multiplyRows(products, ofStudent, count, index, units, layer.student.signed, outputs);
      read(layer.studentBias, student);

      multiplyRows(changeErrors, teacherErrors, 1, index, units, layer.teacher.absolute, outputs);
      for (let j = 0; j < outputs; j += 1) {
        teacher.error[j] = changeErrors[j]! + noise.teacher[j]! + noise.own[j]!;
      }
      multiplyRows(errors, errorsWithin, 2, index, units, layer.student.absolute, outputs);
      multiplyRows(changeErrors, teacherErrors, 1, index, units, layer.change.absolute, outputs);
      for (let j = 0; j < outputs; j += 1) {
        student.error[j] = errors[outputs + j]! + noise.student[j]! + noise.own[j]!;
        differenceError[j] =
          errors[j]! + changeErrors[j]! + noise.teacher[j]! + noise.student[j]! + 2 * noise.own[j]!;
      }
    },
  };
}
