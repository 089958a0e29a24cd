import { averageBits } from '@cfq/bit-allocation';
import {
  lsq,
  lsqActivation,
  QuantizerError,
  uniformAffine,
  uniformSymmetric,
  type Quantizer,
} from '@cfq/quantizers';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { createCompileScope } from '@cfq/jit';
import { calibrationActivations } from '../scheme/calibration-activations.ts';
import { teacherRecourse, type TeacherRecourse } from '../recourse/teacher-recourse.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { budgetsOf } from '../recipe/budgets-of.ts';
import { methods, type MethodName } from '../methods/methods.ts';
import { overrideRecipe } from '../recipe/override-recipe.ts';
import type { RecipeOverrides } from '../recipe/recipe-overrides.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainStudent } from './train-student.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import type { QuantizedStudent } from './student.ts';
import type { Teacher } from '../model/teacher.ts';
import { codesOf, layerOf } from '../test-help/layer-of.ts';

const { dataset, model } = syntheticProblem();
let teacher: Teacher;
let recourse: TeacherRecourse;
beforeAll(async () => {
  teacher = await trainTeacher({ model, dataset, seed: 0 });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  recourse = await teacherRecourse({ teacher, dataset, actionSet });
}, 60_000);

async function made(name: MethodName, budgetBits = 4, steps = 100): Promise<QuantizedStudent> {
  const student = await trainStudent({
    ...{ method: methods[name], teacher, dataset, recourse, budgetBits, seed: 0, steps },
  });
  if (student.kind !== 'quantized') throw new Error(`${name} is not quantized`);
  return student;
}

describe('methods that only calibrate', () => {
  it('ptq4 and ptq8 are the teacher rounded, the same at every budget', async () => {
    for (const [name, bits] of [
      ['ptq4', 4],
      ['ptq8', 8],
    ] as const) {
      for (const budget of [2, 4, 6]) {
        const { deployed, averageBits: average, history } = await made(name, budget);
        expect(average).toBe(bits);
        expect(history).toEqual([]);
        for (const { layer } of model.layers) {
          const { weight, bias } = teacher.parameters[layer]!;
          const scale = uniformSymmetric.init(weight, bits, { observer: 'mse' });
          const expected = uniformSymmetric.encode(weight, scale, bits);
          expect(codesOf(deployed, layer)).toEqual(expected);
          expect(layerOf(deployed, layer).bias).toEqual(bias.data);
        }
      }
    }
  });

  it('clips of ptq4 are the largest hidden outputs of the training rows', async () => {
    const { deployed } = await made('ptq4');
    const { x } = dataset.train;
    const width = x.shape[1];
    let rows = Array.from({ length: x.shape[0] }, (_, row) =>
      Array.from(x.data.subarray(row * width, (row + 1) * width)),
    );
    for (const layer of model.hiddenLayers) {
      const { weight, bias } = teacher.parameters[layer]!;
      const outputs = weight.shape[1]!;
      rows = rows.map((row) =>
        Array.from({ length: outputs }, (_, j) =>
          Math.max(
            0,
            row.reduce((sum, value, i) => sum + value * weight.data[i * outputs + j]!, bias.data[j]!),
          ),
        ),
      );
      expect(255 * layerOf(deployed, layer).grid!.scale).toBeCloseTo(Math.max(...rows.flat()), 3);
    }
  });

  it('weights of cf-ptq and cf-ptq-sensitivity are the teacher’s, rounded to the nearest code of a fitted step', async () => {
    for (const name of ['cf-ptq', 'cf-ptq-sensitivity'] as const) {
      const { deployed, allocation, history } = await made(name);
      expect(history.length).toBeGreaterThan(0);
      let moved = 0;
      for (const { layer, bits } of allocation) {
        const { weight, bias } = teacher.parameters[layer]!;
        const { scale } = codesOf(deployed, layer);
        const step = { data: scale, shape: [] };
        expect(codesOf(deployed, layer)).toEqual(lsq.encode(weight, { step }, bits));
        expect(layerOf(deployed, layer).bias).toEqual(bias.data);
        moved += Number(scale[0] !== uniformSymmetric.init(weight, bits, { observer: 'mse' }).scale.data[0]);
      }
      expect(moved).toBe(allocation.length);
    }
  });

  it('codes of cf-ptq-faithful are one of the two around the teacher’s weight, and not always the nearest', async () => {
    const { deployed, allocation, history } = await made('cf-ptq-faithful', 4, 400);
    expect(history.some(({ phase }) => phase === 'round')).toBe(true);
    let other = 0;
    for (const { layer, bits } of allocation) {
      const { weight } = teacher.parameters[layer]!;
      const { codes, scale } = codesOf(deployed, layer);
      const [low, high] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
      codes.forEach((code, index) => {
        const ratio = Math.fround(weight.data[index]! / scale[index % scale.length]!);
        const within = (value: number): number => Math.min(Math.max(value, low), high);
        expect([within(Math.floor(ratio)), within(Math.floor(ratio) + 1)]).toContain(code);
        other += Number(code !== within(Math.round(ratio)));
      });
    }
    expect(other).toBeGreaterThan(0);
  }, 30_000);

  it('meet every budget from the smallest candidate up', async () => {
    for (const name of ['mixed-ptq', 'cf-ptq', 'cf-ptq-sensitivity', 'cf-ptq-faithful'] as const) {
      for (const budget of [2, 2.5, 3, 5, 6]) {
        const student = await made(name, budget, 20);
        expect(averageBits(model.layers, student.allocation)).toBeLessThanOrEqual(budget);
      }
    }
  }, 60_000);

  it('give the same bits for the same seed', async () => {
    for (const name of ['cf-ptq-sensitivity', 'cf-ptq-faithful'] as const) {
      const [first, again] = [await made(name, 4, 40), await made(name, 4, 40)];
      expect(again.parameters).toEqual(first.parameters);
    }
  }, 30_000);
});

describe('calibration', () => {
  it('activations start where their quantizer says for what occurs, not for the largest outputs of each unit', async () => {
    const student = await trainStudent({
      method: { ...methods.ptq4, activations: { quantizer: lsqActivation, bits: 8 } },
      ...{ teacher, dataset, budgetBits: 4, seed: 0 },
    });
    if (student.kind !== 'quantized') throw new Error('quantized');
    await using scope = createCompileScope();
    const seen = await calibrationActivations(model, teacher.parameters, dataset.train.x, scope);
    for (const layer of model.hiddenLayers) {
      // Esser et al. 2020: 2 ⟨|h|⟩ / √Q over all rows and units.
      const values = Array.from(seen[layer]!.data);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(layerOf(student.deployed, layer).grid!.scale).toBeCloseTo((2 * mean) / Math.sqrt(255), 5);
    }
  });

  it('ranges are those of the observers that are named, and biases are corrected where asked', async () => {
    const scales = async (overrides: RecipeOverrides) => {
      const method = overrideRecipe(methods.ptq, overrides);
      const student = await trainStudent({ method, teacher, dataset, budgetBits: 4, seed: 0 });
      if (student.kind !== 'quantized') throw new Error('quantized');
      return student.deployed;
    };
    await using scope = createCompileScope();
    const seen = await calibrationActivations(model, teacher.parameters, dataset.train.x, scope);
    for (const observer of ['percentile', 'mse', 'kl'] as const) {
      const deployed = await scales({ observer, activationObserver: observer });
      for (const layer of model.hiddenLayers) {
        const { weight } = teacher.parameters[layer]!;
        const grid = uniformAffine.init(seen[layer]!, 8, { observer });
        expect(layerOf(deployed, layer).grid!.scale).toBe(grid.scale.data[0]);
        const { scale } = uniformSymmetric.init(weight, 4, { observer, axis: 1 });
        expect(codesOf(deployed, layer).scale).toEqual(scale.data);
      }
    }
    expect(() => overrideRecipe(methods.ptq4, { activationObserver: 'kl' })).toThrow(QuantizerError);
    const [plain, corrected] = [await scales({}), await scales({ biasCorrection: true })];
    for (const { layer } of model.layers) {
      expect(codesOf(corrected, layer)).toEqual(codesOf(plain, layer));
      expect(layerOf(plain, layer).bias).toEqual(teacher.parameters[layer]!.bias.data);
      expect(layerOf(corrected, layer).bias).not.toEqual(layerOf(plain, layer).bias);
    }
  }, 30_000);

  it('a start of least squared error is an error where the quantizer has none, not another start', async () => {
    const without = Object.fromEntries(
      Object.entries(lsq).filter(([field]) => field !== 'initLeastSquares'),
    ) as unknown as Quantizer;
    await expect(
      trainStudent({
        method: { ...methods.ptq4, weights: { ...methods.ptq4.weights, quantizer: without } },
        ...{ teacher, dataset, budgetBits: 4, seed: 0 },
      }),
    ).rejects.toThrow(/"lsq" has no start of least squared error/);
  });
});

describe('budgetsOf', () => {
  it('is the given budgets, or the one width that a method has', () => {
    const given = [2.5, 4];
    const of = (name: MethodName): number[] => budgetsOf(methods[name], given);
    expect(of('fp32')).toEqual([32]);
    expect(of('ptq4')).toEqual([4]);
    expect(of('ptq8')).toEqual([8]);
    expect(of('cf-ptq-faithful')).toEqual(given);
  });
});
