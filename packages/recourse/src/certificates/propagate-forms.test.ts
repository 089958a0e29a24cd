import fc from 'fast-check';
import { expect, it } from 'vitest';

import { drawsOf, networkPair } from './testing/network-pairs.ts';
import { affineForms } from './affine-forms.ts';
import { liveUnits } from './live-units.ts';
import { preparePair } from './prepare-pair.ts';
import { formStep } from './propagate-forms.ts';
import { relaxation } from './relax.ts';

const units = 3;
const moved = 2;
const outputs = 4;

it('contains what any values within the forms and relaxations of a layer make of the next', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const draw = drawsOf(seed);
      const around = (spread: number) => (2 * draw() - 1) * spread;
      const end = (reach: number) => (draw() < 0.5 ? -reach : reach);
      const pair = networkPair({ widths: [units, outputs, 2], seed, bits: 3, activationBits: null });
      const [layer] = preparePair(pair, units).layers;

      const forms = affineForms(moved, units);
      const relaxed = relaxation(units);
      for (const form of [forms.teacher, forms.student]) {
        form.centre.forEach((_, i) => (form.centre[i] = around(1)));
        form.slopes.forEach((_, i) => (form.slopes[i] = around(0.3)));
        form.error.forEach((_, i) => (form.error[i] = draw() * 0.5));
      }
      for (let i = 0; i < units; i += 1) {
        // Between an error of the student alone and that of both added up.
        forms.differenceError[i] = draw() * (forms.teacher.error[i]! + forms.student.error[i]!);
        relaxed.slope[i] = draw();
        relaxed.shift[i] = around(0.5);
        relaxed.spread[i] = draw() * 0.2;
        relaxed.onDifference[i] = draw();
        relaxed.onTeacher[i] = around(1);
        relaxed.offset[i] = around(0.5);
        relaxed.error[i] = draw() * 0.2;
      }
      const live = {
        ...liveUnits(units),
        index: Int32Array.of(0, 1, 2),
        count: units,
        teacherNorm: 9,
        studentNorm: 9,
      };
      const out = affineForms(moved, outputs);
      formStep(layer!, moved, 'exact', null).run(forms, relaxed, live, out);

      for (let trial = 0; trial < 50; trial += 1) {
        const t = Array.from({ length: moved }, () => around(1));
        const h: number[] = [];
        const d: number[] = [];
        for (let i = 0; i < units; i += 1) {
          const at = ({ centre, slopes }: typeof forms.teacher) =>
            centre[i]! + t.reduce((sum, share, column) => sum + share * slopes[column * units + i]!, 0);
          const reach = forms.differenceError[i]!;
          const limit = forms.student.error[i]!;
          // Not farther than leaves the student a value within both its own error and that of the difference.
          const farthest = Math.min(forms.teacher.error[i]!, limit + reach);
          const teacherOff = end(farthest);
          const studentOff = Math.max(-limit, Math.min(limit, teacherOff + end(reach)));
          const z = at(forms.teacher) + teacherOff;
          const y = at(forms.student) + studentOff;
          h.push(relaxed.slope[i]! * z + relaxed.shift[i]! + end(relaxed.spread[i]!));
          const line = relaxed.onDifference[i]! * (y - z) + relaxed.onTeacher[i]! * z + relaxed.offset[i]!;
          d.push(line + end(relaxed.error[i]!));
        }
        for (let j = 0; j < outputs; j += 1) {
          const sum = (values: number[], of: Float64Array, bias: Float64Array) =>
            values.reduce((total, value, i) => total + value * of[i * outputs + j]!, bias[j]!);
          const z = sum(h, layer!.teacher.signed, layer!.teacherBias);
          const y = sum(
            h.map((value, i) => value + d[i]!),
            layer!.student.signed,
            layer!.studentBias,
          );
          const line = ({ centre, slopes }: typeof out.teacher) =>
            centre[j]! + t.reduce((total, share, column) => total + share * slopes[column * outputs + j]!, 0);
          expect(Math.abs(z - line(out.teacher))).toBeLessThanOrEqual(out.teacher.error[j]!);
          expect(Math.abs(y - line(out.student))).toBeLessThanOrEqual(out.student.error[j]!);
          const change = y - z - (line(out.student) - line(out.teacher));
          expect(Math.abs(change)).toBeLessThanOrEqual(out.differenceError[j]!);
        }
      }
    }),
    { numRuns: 60 },
  );
});
