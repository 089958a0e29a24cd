import type { NDArray } from '@cfq/jit';
import { assertFeasible } from '@cfq/recourse';
import type { ModelParameters } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  smallFullPrecisionStudent,
  smallMargin,
  smallModel,
  smallRounded,
  smallStudy,
  type SmallStudy,
} from '../testing/small-study.ts';
import { quantizedVariants } from './quantized-variants.ts';
import { robustRecourse } from './robust-recourse.ts';
import { robustRecourseSchema } from '../cells/diagnostics/robust-recourse-schema.ts';
import { seededSample } from './seeded-sample.ts';
import { robustActions } from './robust-actions.ts';

const bits = [3, 4];
const perturbed = { bits, copies: 2, stepError: 0.05 };

let study: SmallStudy;
beforeAll(async () => {
  study = await smallStudy(4);
});

describe('quantizedVariants', () => {
  it('rounds each width with fitted steps, then with steps up to 5 % off', () => {
    const { parameters } = study.teacher;
    const variants = quantizedVariants(parameters, { ...perturbed, seed: 1 });
    expect(variants).toHaveLength(6);
    let compared = 0;
    for (const { layer } of smallModel.layers) {
      const { weight, bias } = parameters[layer]!;
      const [inputs, outputs] = weight.shape as [number, number];
      variants.forEach((variant, index) => {
        const width = bits[Math.floor(index / 3)]!;
        const made = variant[layer]!;
        const fitted = smallRounded(weight, width);
        if (index % 3 === 0) expect(made.weight.data).toEqual(fitted.data);
        else expect(made.weight.data).not.toEqual(fitted.data);
        expect(made.bias).toBe(bias);
        for (let channel = 0; channel < outputs; channel += 1) {
          const column = (of: NDArray) =>
            Array.from({ length: inputs }, (_, i) => of.data[i * outputs + channel]!);
          const levels = new Set(column(made.weight));
          expect(levels.size).toBeLessThanOrEqual(2 ** width);
          const step = (values: number[]) => Math.min(...values.filter((value) => value !== 0).map(Math.abs));
          const off = step(column(made.weight)) / step(column(fitted));
          // The smallest code in use may change with the step, and the ratio is then another one altogether.
          if (Math.abs(off - 1) > 0.3) continue;
          expect(Math.abs(off - 1)).toBeLessThanOrEqual(0.05 + 1e-6);
          if (off !== 1) compared += 1;
        }
      });
    }
    expect(compared).toBeGreaterThan(40);
    expect(quantizedVariants(parameters, { ...perturbed, seed: 1 })).toEqual(variants);
    expect(quantizedVariants(parameters, { ...perturbed, seed: 2 })).not.toEqual(variants);
  });
});

describe('robustRecourse', () => {
  const members = () => {
    const { teacher, seed } = study;
    return [teacher.parameters, ...quantizedVariants(teacher.parameters, { ...perturbed, seed })];
  };
  const after = (x: NDArray, delta: NDArray, row: number) =>
    Array.from({ length: 5 }, (_, c) => Math.fround(x.data[5 * row + c]! + delta.data[5 * row + c]!));

  it('finds actions that hold on every model of the set, and counts what plain loops count', async () => {
    const { x, robust, plain } = await study.solveRobustActions(bits);
    const [, outside] = quantizedVariants(study.teacher.parameters, { ...perturbed, bits: [2], seed: 9 }) as [
      ModelParameters,
      ModelParameters,
    ];
    const student = smallFullPrecisionStudent(outside);
    const measured = robustRecourseSchema.parse(await robustRecourse({ ...study, student }, { bits }));
    const denied = study.evaluated.population.length;
    expect(denied).toBeGreaterThan(20);
    expect(measured).toMatchObject({ bits, models: 7, stepError: 0.05, n: { denied, sampled: denied } });
    let broken = 0;
    measured.margins.forEach((margin, level) => {
      const [usual, safe] = [plain[level]!, robust[level]!];
      assertFeasible(x, safe.delta, study.actionSet);
      const rows = [...safe.valid.keys()];
      const least = (delta: NDArray, row: number) =>
        Math.min(...members().map((member) => smallMargin(member, after(x, delta, row))));
      for (const row of rows.filter((one) => safe.valid[one] === 1)) {
        expect(least(safe.delta, row)).toBeGreaterThan(margin.kappa - 1e-5);
      }
      const withPlain = rows.filter((row) => usual.valid[row] === 1);
      const both = withPlain.filter((row) => safe.valid[row] === 1);
      const surviving = withPlain.filter((row) => least(usual.delta, row) >= margin.kappa);
      broken += withPlain.length - surviving.length;
      expect(margin.surviving).toBeCloseTo(surviving.length / withPlain.length, 6);
      const spent = (costs: Float32Array) => both.reduce((sum, row) => sum + costs[row]!, 0);
      expect(margin.price).toBeCloseTo(spent(safe.cost) / spent(usual.cost), 6);
      expect(margin.price).toBeGreaterThan(1);
      const refusedAt = (delta: NDArray, of: number[]) =>
        of.filter((row) => smallMargin(outside, after(x, delta, row)) <= 0).length / of.length;
      expect(margin.validityDrop.plain).toBeCloseTo(refusedAt(usual.delta, withPlain), 6);
      expect(margin.validityDrop.robust).toBeCloseTo(
        refusedAt(
          safe.delta,
          rows.filter((row) => safe.valid[row] === 1),
        ),
        6,
      );
      expect(margin.validityDrop.plainWhereRobust).toBeCloseTo(refusedAt(usual.delta, both), 6);
      expect(margin.n.both).toBe(both.length);
      expect(margin.feasibleRate.robust).toBeLessThanOrEqual(margin.feasibleRate.plain!);
    });
    expect(broken).toBeGreaterThan(5);
  });

  it('breaks no robust action on a student that belongs to the set', async () => {
    for (const member of members()) {
      const student = smallFullPrecisionStudent(member);
      const { margins } = await robustRecourse({ ...study, student }, { bits });
      expect(margins.map(({ validityDrop }) => validityDrop.robust)).toEqual([0, 0]);
    }
  });

  it('solves once for all students of a teacher, and the same again for the same seed', async () => {
    const first = await study.solveRobustActions(bits);
    expect(await study.solveRobustActions(bits)).toBe(first);
    const again = await robustActions(study)(bits);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it('leaves undefined what rests on nobody', async () => {
    const { evaluated } = study;
    const none = evaluated.actions.map((one) => ({ ...one, valid: new Uint8Array(one.valid.length) }));
    const student = smallFullPrecisionStudent(study.teacher.parameters);
    const others = { ...study, evaluated: { ...evaluated, actions: none } };
    const context = { ...others, student, solveRobustActions: robustActions(others) };
    const { margins } = robustRecourseSchema.parse(await robustRecourse(context, { bits: [4] }));
    expect(margins[0]).toMatchObject({
      surviving: null,
      price: null,
      validityDrop: { plain: null, robust: 0, plainWhereRobust: null },
      n: { plain: 0, both: 0 },
    });
  });
});

describe('seededSample', () => {
  it('takes all of few, and of many a seeded draw that is no prefix', () => {
    const rows = Array.from({ length: 500 }, (_, row) => 3 * row);
    expect(seededSample(rows, 500, 1, 'a')).toEqual(rows);
    const drawn = seededSample(rows, 100, 1, 'a');
    expect(new Set(drawn).size).toBe(100);
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
    expect(drawn.every((row) => rows.includes(row))).toBe(true);
    expect(Math.max(...drawn)).toBeGreaterThan(1200);
    expect(seededSample(rows, 100, 1, 'a')).toEqual(drawn);
    expect(seededSample(rows, 100, 2, 'a')).not.toEqual(drawn);
  });
});
