import { ndarray, type NDArray } from '@cfq/jit';
import { actionSetFromFeatureSpace, assertFeasible, cost, slp } from '@cfq/recourse';
import { beforeAll, describe, expect, it } from 'vitest';
import { predictModel } from '../model/model-logits.ts';
import { teacherRecourse, type TeacherRecourse } from './teacher-recourse.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import type { Teacher } from '../model/teacher.ts';
import type { TeacherActions } from './teacher-actions.ts';

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
});

describe('people to whom changes are hard', () => {
  it('get what is cheap to them, as the split says', async () => {
    const teacher = await trainTeacher({ model, dataset, seed: 0 });
    const usual = await teacherRecourse({ teacher, dataset, actionSet });
    const moved = ({ delta }: TeacherRecourse, feature: number, row: number) =>
      delta.data[row * delta.shape[1]! + actionSet.features[feature]!.start] !== 0;
    const moves = actionSet.features.map((_, feature) =>
      [...usual.rows.keys()].reduce((sum, row) => sum + Number(moved(usual, feature, row)), 0),
    );
    const most = moves.indexOf(Math.max(...moves));
    const isHard = (row: number) => row % 2 === 0;
    const efforts = Array.from(dataset.train.y, (_, row) =>
      isHard(row) ? { [actionSet.features[most]!.name]: 30 } : {},
    );
    const hard = await teacherRecourse({
      ...{ teacher, actionSet },
      dataset: { ...dataset, train: { ...dataset.train, efforts } },
    });
    const share = (found: TeacherRecourse, rest: boolean) => {
      const whom = [...found.rows.keys()].filter((at) => isHard(found.rows[at]!) === rest);
      return whom.filter((at) => moved(found, most, at)).length / whom.length;
    };
    expect(share(hard, true)).toBeLessThan(0.7 * share(usual, true));
    expect(share(hard, false)).toBeCloseTo(share(usual, false), 1);
  });
});

describe('worse actions on purpose', () => {
  const steps = (actions: TeacherActions) => teacherRecourse({ teacher, dataset, actionSet, actions });
  const priced = ({ delta }: TeacherRecourse): Float32Array => cost(delta, actionSet, { norm: 'l1' });
  const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
  let teacher: Teacher;
  let best: TeacherRecourse;
  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0, options: { decay: 0 } });
    best = await teacherRecourse({ teacher, dataset, actionSet });
  });

  it('K plain steps give permitted actions that succeed, and are no cheaper than the search', async () => {
    for (const K of [1, 10]) {
      const found = await steps({ steps: K });
      assertFeasible(found.x, found.delta, actionSet);
      const end = ndarray(
        Float32Array.from(found.x.data, (value, i) => value + found.delta.data[i]!),
        found.x.shape,
      );
      const { data } = await predictModel(model, teacher.parameters, end);
      found.rows.forEach((_, row) => expect(data[2 * row + 1]).toBeGreaterThan(data[2 * row]!));
      const same = Array.from(best.rows.keys()).filter((row) => found.rows.includes(best.rows[row]!));
      const searched = Float32Array.from(same, (row) => priced(best)[row]!);
      const plain = Float32Array.from(same, (row) => priced(found)[found.rows.indexOf(best.rows[row]!)]!);
      expect(same.length).toBeGreaterThan(10);
      expect(total(plain)).toBeGreaterThan(0.999 * total(searched));
    }
  });

  it('more steps find cheaper actions', async () => {
    const mean = (values: Float32Array): number => total(values) / values.length;
    expect(mean(priced(await steps({ steps: 20 })))).toBeLessThan(mean(priced(await steps({ steps: 1 }))));
  });

  it('noise moves numeric features alone, by about its size, within what is permitted', async () => {
    const noisy = await steps({ noise: 0.05 });
    expect(noisy.rows).toEqual(best.rows);
    assertFeasible(noisy.x, noisy.delta, actionSet);
    const numeric = actionSet.features
      .filter(({ kind, immutable }) => kind === 'numeric' && !immutable)
      .map(({ start }) => start);
    const shifts: number[] = [];
    noisy.delta.data.forEach((value, i) => {
      const shift = value - best.delta.data[i]!;
      if (numeric.includes(i % actionSet.width)) {
        // Features that the action moves, away from their bounds, take the noise whole.
        if (best.delta.data[i] !== 0 && shift !== 0) shifts.push(shift);
      } else expect(Math.abs(shift)).toBeLessThan(1e-5);
    });
    const spread = Math.sqrt(shifts.reduce((sum, shift) => sum + shift ** 2, 0) / shifts.length);
    expect(shifts.length).toBeGreaterThan(50);
    expect(spread).toBeGreaterThan(0.04);
    expect(spread).toBeLessThan(0.065);
  });

  it('equal the default where they ask for nothing, and differ where they ask for something else', async () => {
    expect(await steps({ noise: 0 })).toEqual(best);
    const noisy = await steps({ noise: 0.05 });
    expect(await steps({ noise: 0.05 })).toEqual(noisy);
    expect(noisy.delta.data).not.toEqual(best.delta.data);
    expect(noisy.delta.data).not.toEqual((await steps({ noise: 0.1 })).delta.data);
    expect((await steps({ steps: 3 })).delta.data).not.toEqual((await steps({ steps: 5 })).delta.data);
  });

  it('are refused where they make no sense', async () => {
    await expect(steps({ steps: 0 })).rejects.toThrow('teacherActions: steps is a count');
    await expect(steps({ noise: -0.1 })).rejects.toThrow('teacherActions: noise is a standard deviation');
    const misspelt: object = { step: 3 };
    await expect(steps(misspelt)).rejects.toThrow('teacherActions: fields are known');
    await expect(
      teacherRecourse({
        teacher,
        dataset,
        actionSet,
        solver: { solver: slp, options: {} },
        actions: { steps: 3 },
      }),
    ).rejects.toThrow('steps are those of the recursion (expected no solver beside them, got slp)');
  });
});
