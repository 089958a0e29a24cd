import { boundDifference } from '@cfq/recourse';
import { ndarray } from '@cfq/jit';
import { networkOfModel, networkOfStudent, type Student } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import {
  smallFullPrecisionStudent,
  smallMargin,
  smallQuantizedStudent,
  smallStudy,
  type SmallStudy,
} from '../testing/small-study.ts';
import { certificates } from './certificates.ts';
import { certificatesSchema } from '../cells/diagnostics/certificates-schema.ts';

const width = 5;

describe('certificates', () => {
  let study: SmallStudy;
  const students: Record<string, Student> = {};
  beforeAll(async () => {
    study = await smallStudy(3);
    students['fine'] = smallQuantizedStudent(study.teacher.parameters, [8, 8, 8]);
    students['coarse'] = smallQuantizedStudent(study.teacher.parameters, [3, 3, 3]);
    students['same'] = smallFullPrecisionStudent(study.teacher.parameters);
  });

  it('fills its schema for every kind of student, more bits certifying more', async () => {
    const shares: Record<string, number[]> = {};
    for (const [name, student] of Object.entries(students)) {
      const found = certificatesSchema.parse(
        await certificates({ ...study, student }, { radii: [0, 0.01, 0.1] }),
      );
      expect(found.margins.map(({ kappa }) => kappa)).toEqual(study.margins);
      expect(found.nearMiss.map(({ fraction }) => fraction)).toEqual([0.5, 0.8, 0.95]);
      for (const { n, transfer, radii } of [...found.margins, ...found.nearMiss]) {
        expect(n).toBeGreaterThan(20);
        expect(radii.map(({ radius }) => radius)).toEqual([0, 0.01, 0.1]);
        for (const { interval, linear } of radii) {
          expect(linear.paper!).toBeGreaterThanOrEqual(interval.paper!);
          expect(linear.margin!).toBeGreaterThanOrEqual(interval.margin!);
          expect(linear.box!).toBeGreaterThanOrEqual(interval.box!);
          expect(linear.margin!).toBeGreaterThanOrEqual(linear.paper!);
          expect(linear.margin!).toBeLessThanOrEqual(transfer!);
          expect([1, null]).toContain(linear.transfer);
        }
      }
      shares[name] = found.margins[1]!.radii.map(({ linear }) => linear.paper!);
    }
    expect(shares['fine']![0]).toBeGreaterThan(shares['coarse']![0]!);
    expect(shares['same']![0]).toBe(1);
  });

  it('counts what plain loops find at radius 0, where the bounds are the difference itself', async () => {
    const { evaluated, teacher } = study;
    const pair = {
      teacher: networkOfModel(teacher.model, teacher.parameters),
      student: networkOfStudent(students['coarse']!),
    };
    const { margins } = await certificates({ ...study, student: students['coarse']! }, { radii: [0] });
    const rows = [...evaluated.actions[1]!.valid.keys()].filter(
      (row) => evaluated.actions[1]!.valid[row] === 1,
    );
    const { data } = evaluated.recourse[1]!.x;
    const points = rows.map((row) => Array.from(data.subarray(row * width, (row + 1) * width)));
    const reached = points.map((point) => smallMargin(teacher.parameters, point));
    expect(margins[1]!.n).toBe(rows.length);
    expect(margins[1]!.meanMargin).toBeCloseTo(reached.reduce((a, b) => a + b, 0) / rows.length, 5);
    const [{ linear }] = boundDifference({
      ...pair,
      x: ndarray(points.flat(), [points.length, width]),
      radii: [0],
    }) as [ReturnType<typeof boundDifference>[number]];
    const certain = reached.filter((margin, at) => margin > 2 * linear.epsilon[at]!).length;
    expect(margins[1]!.radii[0]!.linear.paper).toBeCloseTo(certain / rows.length, 10);
    // At the point itself the tighter condition is what is observed, up to what float32 may round.
    expect(margins[1]!.radii[0]!.linear.margin).toBeCloseTo(margins[1]!.transfer!, 1);
  });

  it('refuses a student that is seen outside its bounds', async () => {
    await expect(
      certificates({ ...study, student: leaving(study, students['coarse']!) }, { radii: [0] }),
    ).rejects.toThrow(BenchmarkError);
  });

  it('stops when it is told to', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(
      certificates({ ...study, student: students['fine']!, signal: aborted }, { radii: [0] }),
    ).rejects.toThrow('enough');
  });
});

/** A student whose second reading of its parameters differs from the first: what is bounded is not what answers. */
function leaving(study: SmallStudy, honest: Student): Student {
  const other = smallQuantizedStudent(study.teacher.parameters, [2, 2, 2]);
  let reads = 0;
  return new Proxy(honest, {
    get(target, name) {
      if (name !== 'parameters') return Reflect.get(target, name) as unknown;
      reads += 1;
      return reads === 1 ? target.parameters : other.parameters;
    },
  });
}
