import { averageBits } from '@cfq/bit-allocation';
import { bitsOfCodes } from '@cfq/network';
import { decode, enclosedBits } from '@cfq/quantizers';
import { deserialize, serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetsOf } from '../recipe/budgets-of.ts';
import { methods, method } from '../methods/methods.ts';
import { needsRecourse } from '../recipe/needs-recourse.ts';
import { predictModel } from '../model/model-logits.ts';
import { predictStudent } from './predict-student.ts';
import { packStudent, unpackStudent } from './stored-student.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainStudent } from './train-student.ts';
import { teacherVariantOf } from '../recipe/teacher-variant-of.ts';
import { teacherVariants, type TeacherVariant } from '../model/teacher-variant.ts';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { defineTerm } from '../terms/define-term.ts';
import { distil } from '../terms/distil.ts';
import type { PointTerm } from '../terms/objective-term.ts';
import { teacherRecourse, type TeacherRecourse } from '../recourse/teacher-recourse.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { createCompileScope, type CompileScope, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { Method } from '../recipe/method.ts';
import type { Student } from './student.ts';
import type { Teacher } from '../model/teacher.ts';
import { codedOf } from '../test-help/layer-of.ts';

const { dataset, model } = syntheticProblem();
const budgetBits = 4;
let teacher: Teacher;
let recourse: TeacherRecourse;
let scope: CompileScope;
const teachers = new Map<TeacherVariant, Teacher>();

beforeAll(async () => {
  scope = createCompileScope();
  for (const variant of teacherVariants) {
    teachers.set(variant, await trainTeacher({ model, dataset, seed: 0, variant, scope }));
  }
  teacher = teachers.get('standard')!;
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  recourse = await teacherRecourse({ teacher, dataset, actionSet, scope });
}, 60_000);
afterAll(() => scope.dispose());

const train = (recipe: Method, steps = 100, seed = 0): Promise<Student> =>
  trainStudent({
    method: recipe,
    teacher: teachers.get(teacherVariantOf(recipe))!,
    dataset,
    recourse,
    budgetBits,
    seed,
    steps,
    scope,
  });

const margins = (logits: NDArray): number[] =>
  Array.from({ length: logits.shape[0]! }, (_, row) => logits.data[2 * row + 1]! - logits.data[2 * row]!);

/** Bits a weight of the codes that are deployed. */
const averageOfCodes = (student: Student): number => {
  if (student.kind !== 'quantized') return 32;
  const codes = student.deployed.network.layers.map(({ weight }) => {
    if (weight.kind === 'float') throw new Error('codes');
    return { bits: bitsOfCodes(weight), count: weight.codes.length };
  });
  return codes.reduce((sum, { bits }) => sum + bits, 0) / codes.reduce((sum, { count }) => sum + count, 0);
};

describe('every method', () => {
  for (const [name, recipe] of Object.entries<Method>(methods)) {
    it(`${name}: trains, meets its budget, and decides as the model that is deployed`, async () => {
      const student = await train(recipe);
      const stated = averageBits(model.layers, student.allocation);
      if (recipe.kind === 'quantized' && recipe.bits.name === 'by-channel') {
        expect(student.averageBits).toBeLessThanOrEqual(stated);
        expect(student.averageBits).toBeCloseTo(averageOfCodes(student), 12);
      } else {
        expect(student.averageBits).toBe(stated);
      }
      expect(student.allocation.map(({ layer }) => layer)).toEqual(model.layers.map(({ layer }) => layer));
      const logits = await predictStudent(student, dataset.test.x);
      expect(logits.data.every(Number.isFinite)).toBe(true);
      const stored = deserialize(serialize(packStudent(student))) as ReturnType<typeof packStudent>;
      const again = unpackStudent(stored, { model, method: recipe, scope });
      expect(again).toEqual(student);
      expect((await predictStudent(again, dataset.test.x)).data).toEqual(logits.data);
      if (student.kind === 'full-precision') {
        expect(student.averageBits).toBe(32);
        return;
      }
      expect(student.averageBits).toBeLessThanOrEqual(budgetsOf(recipe, [budgetBits])[0]!);
      for (const { layer, bits } of student.allocation) {
        const weights = codedOf(student.deployed, layer);
        expect(weights.bits).toBe(bits);
        const values = new Set(weights.codes);
        expect(Math.max(...values) - Math.min(...values)).toBeLessThan(2 ** bits);
        expect(values.size).toBeLessThanOrEqual(2 ** bits);
        expect(student.parameters.dense[layer]?.weight).toEqual(decode(weights));
      }
      logits.data.slice(0, 20).forEach((value, index) => {
        const row = Math.floor(index / 2);
        expect(value).toBeCloseTo(byInteger(student, dataset.test.x, row)[index % 2]!, 3);
      });
    }, 60_000);
  }

  it('does not take the student of another', async () => {
    const stored = packStudent(await train(methods.ptq4));
    expect(() => unpackStudent(stored, { model, method: methods.ptq8 })).toThrow(
      /the method is the student's own \(expected ptq4, got ptq8\)/,
    );
  });

  it('is found by its name, and an unknown name lists the known', () => {
    for (const recipe of Object.values<Method>(methods)) expect(method(recipe.name)).toBe(recipe);
    expect(() => method('lqs')).toThrow(/unknown method "lqs" \(expected one of .*cf-ptq, .*, lsq, /);
  });
});

/** Logits of one row from integer codes and scales alone, in float64. */
function byInteger(student: Student & { kind: 'quantized' }, x: NDArray, row: number): number[] {
  const { network } = student.deployed;
  let h: number[] = Array.from(x.data.subarray(row * x.shape[1]!, (row + 1) * x.shape[1]!));
  for (const { name, bias, grid } of network.layers) {
    const weight = codedOf(student.deployed, name);
    const [inputs = 0, outputs = 0] = weight.shape;
    const valueAt = (place: number, column: number): number => {
      const code = weight.codes[place]!;
      const channel = weight.axis === null ? 0 : column;
      const level = weight.kind === 'codebook' ? weight.codebook[code]! : code - weight.zeroPoint[channel]!;
      return level * weight.scale[channel]!;
    };
    const sum = Array.from({ length: outputs }, (_, j) => {
      let total = 0;
      for (let i = 0; i < inputs; i += 1) total += h[i]! * valueAt(i * outputs + j, j);
      return total + bias[j]!;
    });
    if (grid === null) return sum;
    h = sum.map((z) => Math.min(Math.max(Math.round(z / grid.scale), 0), 2 ** grid.bits - 1) * grid.scale);
  }
  return h;
}

describe('trainStudent', () => {
  it('gives the same bits for the same seed', async () => {
    for (const name of ['cfq', 'cfq-match', 'prune-quant', 'kd-quant', 'cfq-faithful'] as const) {
      const [first, again] = [await train(methods[name], 40, 5), await train(methods[name], 40, 5)];
      expect(again.parameters).toEqual(first.parameters);
      expect(again.allocation).toEqual(first.allocation);
    }
  }, 60_000);

  it('fp32 is the teacher, retrained is another model', async () => {
    const [own, other] = [await train(methods.fp32), await train(methods.retrained)];
    expect(own.parameters).toBe(teacher.parameters);
    expect(other.parameters).not.toEqual(teacher.parameters);
  });

  it('the two-sided method stays far closer to its teacher than the task loss does', async () => {
    const [faithful, plain] = [await train(methods['cfq-faithful'], 1000), await train(methods.lsq, 1000)];
    const promised = margins(await predictModel(model, teacher.parameters, dataset.test.x));
    const error = async (student: Student): Promise<number> => {
      const kept = margins(await predictStudent(student, dataset.test.x));
      return kept.reduce((sum, margin, row) => sum + (margin - promised[row]!) ** 2, 0);
    };
    expect(await error(faithful)).toBeLessThan(0.3 * (await error(plain)));
  }, 60_000);

  it('a learned policy leaves its start, and its multiplier follows the budget', async () => {
    const tight = await trainStudent({
      method: methods.mixedprec,
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
    // Dual ascent: it moves by the excess of the bits that the policy expects, the same way and in proportion, down to 0.
    const total = model.layers.reduce((sum, { parameters }) => sum + parameters, 0);
    const excess = search.map(({ policy }) =>
      model.layers.reduce((sum, { parameters }, layer) => {
        const bits = [2, 3, 4, 8].reduce((mean, width, r) => mean + width * policy![layer]![r]!, 0);
        return sum + (parameters * bits) / total;
      }, -2.6),
    );
    const rates = search.slice(1).flatMap(({ multiplier }, index) => {
      const moved = multiplier! - search[index]!.multiplier!;
      if (multiplier === 0) expect(excess[index]).toBeLessThan(0);
      return multiplier === 0 ? [] : [moved / excess[index]!];
    });
    expect(rates.length).toBeGreaterThan(1);
    for (const rate of rates) {
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeCloseTo(rates[0]!, 6);
    }
    expect(tight.averageBits).toBeLessThanOrEqual(2.6);
  }, 60_000);

  it('meets every budget from the smallest candidate up', async () => {
    for (const bits of [2, 2.5, 3, 5, 6]) {
      for (const name of ['lsq', 'cfq', 'cfq-faithful'] as const) {
        const student = await trainStudent({
          method: methods[name],
          teacher,
          dataset,
          recourse,
          scope,
          budgetBits: bits,
          seed: 0,
          steps: 20,
        });
        expect(student.averageBits).toBeLessThanOrEqual(bits);
      }
    }
  }, 120_000);

  it('takes any number of updates, and reports every native call', async () => {
    for (const steps of [7, 30]) {
      const { history } = await train(methods.lsq, steps);
      expect(history.length).toBe(Math.min(steps, 20));
    }
  });

  it('two terms that differ are two graphs, whatever they are called', async () => {
    const leaning = (sign: number): Method => ({
      ...methods.lsq,
      terms: [
        {
          term: defineTerm<Omit<PointTerm, 'part'>>({
            ...{ kind: 'points', name: 'lean', description: 'leans one way', source: 'none' },
            sampler: distil.sampler,
            value: ({ student }) => tf.mul<tf.Scalar>(tf.mean(tf.slice(student, [0, 1], [-1, 1])), sign),
          }),
          weight: 1,
        },
      ],
    });
    const mean = async (recipe: Method): Promise<number> => {
      const student = await train(recipe, 60);
      const kept = margins(await predictStudent(student, dataset.test.x, { scope }));
      return kept.reduce((sum, margin) => sum + margin, 0) / kept.length;
    };
    expect(await mean(leaning(1))).toBeLessThan(await mean(leaning(-1)));
  });

  it('the clips of pact come down by their penalty', async () => {
    const { pact } = methods;
    const bare: Method = { ...pact, terms: pact.terms.filter(({ term }) => term.kind !== 'penalty') };
    const scales = async (recipe: Method): Promise<number[]> => {
      const student = await train(recipe, 400);
      if (student.kind !== 'quantized') throw new Error('quantized');
      return student.deployed.network.layers.flatMap(({ grid }) => (grid === null ? [] : [grid.scale]));
    };
    const [penalized, free] = [await scales(pact), await scales(bare)];
    expect(penalized).toHaveLength(2);
    penalized.forEach((scale, layer) => expect(scale).toBeLessThan(free[layer]!));
  });

  it('the bits of hgq are driven away by their penalty, weight by weight', async () => {
    const { hgq } = methods;
    const bare: Method = { ...hgq, terms: hgq.terms.filter(({ term }) => term.kind !== 'penalty') };
    const bitsOf = async (recipe: Method): Promise<number> => {
      const student = await train(recipe, 200);
      if (student.kind !== 'quantized') throw new Error('quantized');
      const bits = student.deployed.network.layers.map(({ weight }) =>
        'kind' in weight && weight.kind === 'affine' ? enclosedBits(weight) : Number.NaN,
      );
      return bits.reduce((sum, one) => sum + one, 0) / bits.length;
    };
    expect(await bitsOf(hgq)).toBeLessThan((await bitsOf(bare)) - 0.2);
  });

  it('asks for recourse where the method needs it, and only there', async () => {
    for (const recipe of Object.values<Method>(methods)) {
      if (recipe.kind === 'full-precision') continue;
      const given = teachers.get(teacherVariantOf(recipe))!;
      const problem = { method: recipe, teacher: given, dataset, budgetBits, seed: 0, steps: 1, scope };
      if (!needsRecourse(recipe)) {
        const [bare, beside] = [await trainStudent(problem), await trainStudent({ ...problem, recourse })];
        expect(beside.parameters).toEqual(bare.parameters);
      } else {
        await expect(trainStudent(problem)).rejects.toThrow(`${recipe.name} looks at the teacher's actions`);
      }
    }
  }, 60_000);

  it('refuses the name of a method where it takes the method', async () => {
    const problem = { method: 'lsq' as unknown as Method, teacher, dataset, budgetBits, seed: 0 };
    await expect(trainStudent(problem)).rejects.toThrow(/method is a value.*got "lsq".*method\(name\)/);
  });

  it('refuses an impossible budget, a bad number of steps, and stops when told to', async () => {
    const problem = { method: methods.lsq, teacher, dataset, seed: 0 };
    await expect(trainStudent({ ...problem, budgetBits: 1.9 })).rejects.toThrow('budget is impossible');
    await expect(trainStudent({ ...problem, budgetBits: 4, steps: 2.5 })).rejects.toThrow(
      'steps is a number of updates',
    );
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainStudent({ ...problem, budgetBits: 4, signal })).rejects.toThrow('enough');
  });
});
