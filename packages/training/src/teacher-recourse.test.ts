import { actionSetFromFeatureSpace, assertFeasible } from '@cfq/recourse';
import { describe, expect, it } from 'vitest';
import { contentKey } from './content-key.ts';
import { predictModel } from './model-logits.ts';
import { memoryRecourseStore } from './recourse-store.ts';
import { teacherRecourse } from './teacher-recourse.ts';
import { syntheticProblem } from './testing/synthetic-problem.ts';
import { trainTeacher } from './train-teacher.ts';
import type { NDArray } from '@cfq/jit';

const { dataset, model } = syntheticProblem();
const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);

describe('teacherRecourse', () => {
  it('covers denied rows only, and its actions are feasible and just succeed', async () => {
    const teacher = await trainTeacher({ model, dataset, seed: 0 });
    const { x, delta, rows, labels, denied } = await teacherRecourse({ teacher, dataset, actionSet });
    const margins = ({ data, shape }: NDArray): number[] =>
      Array.from({ length: shape[0]! }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
    expect(rows.length).toBeGreaterThan(0.5 * denied);
    assertFeasible(x, delta, actionSet);
    const before = margins(await predictModel(model, teacher.parameters, x));
    expect(Math.max(...before)).toBeLessThanOrEqual(0);
    const moved = { data: Float32Array.from(x.data, (value, i) => value + delta.data[i]!), shape: x.shape };
    const after = margins(await predictModel(model, teacher.parameters, moved));
    expect(Math.min(...after)).toBeGreaterThan(0);
    expect(Array.from(labels.data)).toEqual(Array.from(rows, (row) => dataset.train.y[row]));
  });

  it('is solved once per content: a copy of the teacher finds it, another teacher does not', async () => {
    const keys: string[] = [];
    const memory = memoryRecourseStore();
    const store = {
      get: (key: string) => memory.get(key),
      set: (key: string, value: Parameters<typeof memory.set>[1]) => {
        keys.push(key);
        return memory.set(key, value);
      },
    };
    const teacher = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 8 } });
    const first = await teacherRecourse({ teacher, dataset, actionSet, store });
    expect(await teacherRecourse({ teacher: structuredCloneOf(teacher), dataset, actionSet, store })).toBe(
      first,
    );
    const other = await trainTeacher({ model, dataset, seed: 1, options: { epochs: 8 } });
    await teacherRecourse({ teacher: other, dataset, actionSet, store });
    expect(new Set(keys).size).toBe(2);
  });
});

/** The same numbers in other arrays. */
function structuredCloneOf<T extends { readonly parameters: unknown }>(teacher: T): T {
  return { ...teacher, parameters: structuredClone(teacher.parameters) };
}

describe('contentKey', () => {
  const one = { a: { data: Float32Array.of(1, 2), shape: [2] } };

  it('depends on values, shapes, names and settings, and not on the order of keys', () => {
    const key = contentKey(one, { seed: 1, cost: 'l1' });
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(contentKey(one, { cost: 'l1', seed: 1 })).toBe(key);
    const others = [
      contentKey({ a: { data: Float32Array.of(1, 3), shape: [2] } }, { seed: 1, cost: 'l1' }),
      contentKey({ a: { data: Float32Array.of(1, 2), shape: [2, 1] } }, { seed: 1, cost: 'l1' }),
      contentKey({ b: one.a }, { seed: 1, cost: 'l1' }),
      contentKey(one, { seed: 2, cost: 'l1' }),
      contentKey(one, { seed: Number.NaN, cost: 'l1' }),
      contentKey(one, { seed: null, cost: 'l1' }),
    ];
    expect(new Set([key, ...others]).size).toBe(7);
  });
});
