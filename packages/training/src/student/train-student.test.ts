import { averageBits } from '@cfq/bit-allocation';
import { decode } from '@cfq/quantizers';
import { beforeAll, describe, expect, it } from 'vitest';
import { budgetsOf } from '../methods/budgets-of.ts';
import { methods, method, type MethodName } from '../methods/methods.ts';
import { predictModel } from '../model/model-logits.ts';
import { predictStudent } from './predict-student.ts';
import { syntheticProblem } from '../testing/synthetic-problem.ts';
import { trainStudent } from './train-student.ts';
import { teacherVariantOf, teacherVariants, type TeacherVariant } from '../model/teacher-variant.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import type { NDArray } from '@cfq/jit';
import type { Student } from './student.ts';
import type { Teacher } from '../model/teacher.ts';
import { codesOf } from '../testing/layer-of.ts';

const { dataset, model } = syntheticProblem();
const budgetBits = 4;
let teacher: Teacher;
const teachers = new Map<TeacherVariant, Teacher>();

beforeAll(async () => {
  for (const variant of teacherVariants) {
    teachers.set(variant, await trainTeacher({ model, dataset, seed: 0, variant }));
  }
  teacher = teachers.get('standard')!;
}, 60_000);

const train = (name: MethodName, steps = 100, seed = 0): Promise<Student> =>
  trainStudent({
    method: name,
    teacher: teachers.get(teacherVariantOf(method(name)))!,
    dataset,
    budgetBits,
    seed,
    steps,
  });

const margins = (logits: NDArray): number[] =>
  Array.from({ length: logits.shape[0]! }, (_, row) => logits.data[2 * row + 1]! - logits.data[2 * row]!);

describe('every method', () => {
  for (const [name, recipe] of Object.entries(methods)) {
    it(`${name}: trains, meets its budget, and decides as the model that is deployed`, async () => {
      const student = await train(recipe.name);
      expect(student.averageBits).toBe(averageBits(model.layers, student.allocation));
      expect(student.allocation.map(({ layer }) => layer)).toEqual(model.layers.map(({ layer }) => layer));
      const logits = await predictStudent(student, dataset.test.x);
      expect(logits.data.every(Number.isFinite)).toBe(true);
      if (student.kind === 'full-precision') {
        expect(student.averageBits).toBe(32);
        return;
      }
      expect(student.averageBits).toBeLessThanOrEqual(budgetsOf(recipe, [budgetBits])[0]!);
      for (const { layer, bits } of student.allocation) {
        const weights = codesOf(student.deployed, layer);
        expect(weights.bits).toBe(bits);
        expect(Math.min(...weights.codes)).toBeGreaterThanOrEqual(-(2 ** (bits - 1)));
        expect(Math.max(...weights.codes)).toBeLessThan(2 ** (bits - 1));
        expect(student.parameters.dense[layer]?.weight).toEqual(decode(weights));
      }
      logits.data.slice(0, 20).forEach((value, index) => {
        const row = Math.floor(index / 2);
        expect(value).toBeCloseTo(byInteger(student, dataset.test.x, row)[index % 2]!, 3);
      });
    }, 60_000);
  }

  it('has a name, a line of description and a source', () => {
    for (const [name, recipe] of Object.entries(methods)) {
      expect(recipe.name).toBe(name);
      expect(recipe.description.length).toBeGreaterThan(10);
      expect(recipe.source.length).toBeGreaterThan(3);
    }
    expect(() => method('lqs')).toThrow(
      /unknown method \(expected one of fp32, retrained, lsq, .*, got "lqs"\)/,
    );
  });
});

/** Logits of one row from integer codes and scales alone, in float64. */
function byInteger(student: Student & { kind: 'quantized' }, x: NDArray, row: number): number[] {
  const { network } = student.deployed;
  let h: number[] = Array.from(x.data.subarray(row * x.shape[1]!, (row + 1) * x.shape[1]!));
  for (const { name, bias, grid } of network.layers) {
    const { codes, scale, shape, axis } = codesOf(student.deployed, name);
    const [inputs = 0, outputs = 0] = shape;
    const sum = Array.from({ length: outputs }, (_, j) => {
      const step = scale[axis === null ? 0 : j]!;
      let total = 0;
      for (let i = 0; i < inputs; i += 1) total += h[i]! * codes[i * outputs + j]!;
      return total * step + bias[j]!;
    });
    if (grid === null) return sum;
    h = sum.map((z) => Math.min(Math.max(Math.round(z / grid.scale), 0), 2 ** grid.bits - 1) * grid.scale);
  }
  return h;
}

describe('trainStudent', () => {
  it('gives the same bits for the same seed', async () => {
    for (const name of ['cfq', 'cfq-match', 'prune-quant', 'kd-quant', 'cfq-faithful'] as const) {
      const [first, again] = [await train(name, 40, 5), await train(name, 40, 5)];
      expect(again.parameters).toEqual(first.parameters);
      expect(again.allocation).toEqual(first.allocation);
    }
  }, 60_000);

  it('fp32 is the teacher, retrained is another model', async () => {
    const [own, other] = [await train('fp32'), await train('retrained')];
    expect(own.parameters).toBe(teacher.parameters);
    expect(other.parameters).not.toEqual(teacher.parameters);
  });

  it('the two-sided method stays far closer to its teacher than the task loss does', async () => {
    const [faithful, plain] = [await train('cfq-faithful', 1000), await train('lsq', 1000)];
    const promised = margins(await predictModel(model, teacher.parameters, dataset.test.x));
    const error = async (student: Student): Promise<number> => {
      const kept = margins(await predictStudent(student, dataset.test.x));
      return kept.reduce((sum, margin, row) => sum + (margin - promised[row]!) ** 2, 0);
    };
    expect(await error(faithful)).toBeLessThan(0.3 * (await error(plain)));
  }, 60_000);

  it('a learned policy leaves its start, and its multiplier follows the budget', async () => {
    const tight = await trainStudent({
      method: 'mixedprec',
      teacher,
      dataset,
      budgetBits: 2.6,
      seed: 0,
      steps: 1000,
    });
    const search = tight.history.filter(({ phase }) => phase === 'search');
    for (const { policyGradient, losses } of search) {
      expect(policyGradient).toBeGreaterThan(1e-6);
      expect(Object.keys(losses).sort()).toEqual(['bit-cost', 'loss', 'task']);
    }
    expect(tight.history.at(-1)?.policyGradient).toBeUndefined();
    const probabilities = search.at(-1)!.policy!.flat();
    expect(Math.max(...probabilities.map((p) => Math.abs(p - 0.25)))).toBeGreaterThan(0.1);
    search.slice(1).forEach(({ multiplier }, index) => {
      const before = search[index]!;
      const total = model.layers.reduce((sum, { parameters }) => sum + parameters, 0);
      const expected = model.layers.reduce((sum, { parameters }, layer) => {
        const bits = [2, 3, 4, 8].reduce((mean, width, r) => mean + width * before.policy![layer]![r]!, 0);
        return sum + (parameters * bits) / total;
      }, 0);
      const raised = before.multiplier! + 0.05 * (expected - 2.6);
      expect(multiplier).toBeCloseTo(Math.max(0, raised), 5);
    });
    expect(tight.averageBits).toBeLessThanOrEqual(2.6);
  }, 60_000);

  it('meets every budget from the smallest candidate up', async () => {
    for (const bits of [2, 2.5, 3, 5, 6]) {
      for (const name of ['lsq', 'cfq', 'cfq-faithful'] as const) {
        const student = await trainStudent({
          method: name,
          teacher,
          dataset,
          budgetBits: bits,
          seed: 0,
          steps: 20,
        });
        expect(student.averageBits).toBeLessThanOrEqual(bits);
      }
    }
  }, 120_000);

  it('refuses an impossible budget, a bad number of steps, and stops when told to', async () => {
    const problem = { method: 'lsq', teacher, dataset, seed: 0 } as const;
    await expect(trainStudent({ ...problem, budgetBits: 1.9 })).rejects.toThrow('budget is impossible');
    await expect(trainStudent({ ...problem, budgetBits: 4, steps: 30 })).rejects.toThrow(
      'positive multiple of 20',
    );
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainStudent({ ...problem, budgetBits: 4, signal })).rejects.toThrow('enough');
  });
});
