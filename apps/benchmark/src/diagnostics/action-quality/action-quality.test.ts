import { favourable } from '@cfq/evaluation';
import { solvers } from '@cfq/recourse';
import { modelLogits } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { actionQualitySchema, type ActionQuality } from '../../cells/diagnostics/action-quality-schema.ts';
import {
  smallFullPrecisionStudent,
  smallModel,
  smallQuantizedStudent,
  smallStudy,
} from '../../testing/small-study.ts';
import { actionQuality } from './action-quality.ts';
import { solveQuality } from './solve-quality.ts';

describe('actionQuality', () => {
  let ofTeacher: ActionQuality;
  let ofStudent: ActionQuality;
  let solved = 0;
  beforeAll(async () => {
    const study = await smallStudy(6);
    const { teacher, x, evaluated, margins } = study;
    const y = Int32Array.from({ length: 120 }, () => 0);
    const train = { x: { ...x, data: Float32Array.from(x.data), shape: [120, 5] as [number, number] }, y };
    const asked = solveQuality({
      ...study,
      split: { train } as never,
      searched: { logits: modelLogits(smallModel), parameters: teacher.parameters, target: favourable },
      cheapest: solvers.slp,
      kept: (compute) => {
        solved += 1;
        return compute();
      },
    });
    const measured = (student: ReturnType<typeof smallQuantizedStudent>) =>
      actionQuality({ student, margins, solveQuality: asked });
    ofTeacher = await measured(smallFullPrecisionStudent(teacher.parameters));
    ofStudent = await measured(smallQuantizedStudent(teacher.parameters, [2, 2, 2]));
    expect(evaluated.population.length).toBe(ofTeacher.n.denied);
  });

  it('says of a search that keeps to constraints that nothing is broken or asked in vain', () => {
    expect(actionQualitySchema.parse(ofTeacher)).toEqual(ofTeacher);
    expect(ofTeacher).toMatchObject({ kappa: 0.2, violationRate: 0, meanViolations: 0, redundancy: 0 });
    expect(ofTeacher.standardised.l0).toBeLessThanOrEqual(3);
    expect(ofTeacher.yNearestNeighbours).toBeGreaterThan(0);
    expect(ofTeacher.neighbourDistance).toBeGreaterThan(0);
    expect(ofTeacher.localOutlierFactor).toBeGreaterThan(0.5);
  });

  it('finds the usual search as good as itself, but for what it finds more among more margins', () => {
    for (const { equalCost } of [ofTeacher, ofStudent]) {
      for (const { n, unmatched, validityDrop, ofCheapest } of equalCost) {
        expect(n).toBeGreaterThan(20);
        expect(unmatched).toBeLessThanOrEqual(1);
        expect(Math.abs(ofCheapest! - validityDrop!)).toBeLessThanOrEqual(2 / n);
      }
    }
    expect(ofTeacher.equalCost.map(({ validityDrop }) => validityDrop)).toEqual([0, 0]);
    expect(ofStudent.equalCost[0]!.validityDrop).toBeGreaterThan(0);
  });

  it('solves once for all students', () => {
    expect(solved).toBe(1);
    expect({ ...ofStudent, equalCost: [] }).toEqual({ ...ofTeacher, equalCost: [] });
  });
});
