import { ndarray } from '@cfq/jit';
import { costRatio, counterfactualRecourseGap, meanCost, parseRecord, serializeRecord } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { pgd, slp, type RecourseSolver } from '@cfq/recourse';
import { describe, expect, it } from 'vitest';
import { evaluate } from './index.ts';
import { freeColumn, people, threshold } from './testing/one-column.ts';

/** Nobody may go further than 1. */
const short = { ...freeColumn, features: freeColumn.features.map((one) => ({ ...one, upper: 1 })) };
const x = people([-2, -1, 0, 3]);
const model = threshold(0.5);

describe.each([
  ['slp', slp],
  ['pgd', pgd],
] as readonly [string, RecourseSolver][])('no action, as %s says it', (_, solver) => {
  it('is read by every metric of costs, and by a record', async () => {
    // To reach 0.9 beyond 0.5 is beyond what is permitted; to reach 0.4 beyond it is not.
    const { byMargin } = await solver.solve({
      model: { logits: model.logits, parameters: model.parameters, target: 1 },
      x: ndarray(x.data, x.shape),
      actionSet: short,
      cost: { norm: 'l1' },
      margins: [0.4, 0.9],
      seed: 0,
    });
    const [some, none] = byMargin;
    expect([...some!.valid]).toEqual([1, 1, 1, 1]);
    expect([...none!.valid]).toEqual([0, 0, 0, 1]);
    expect([...none!.cost].slice(0, 3)).toEqual([NaN, NaN, NaN]);
    expect([...none!.delta.data].slice(0, 3)).toEqual([0, 0, 0]);
    expect(meanCost(none!)).toMatchObject({ value: 0, count: 1 });
    expect(costRatio({ ...none!, baseValid: some!.valid, baseCost: some!.cost }).count).toBe(0);
    const gap = counterfactualRecourseGap({
      teacherValid: some!.valid,
      teacherCost: some!.cost,
      studentValid: none!.valid,
      studentCost: none!.cost,
    });
    expect(gap.count).toBe(0);

    const record = await evaluate({
      teacher: model,
      student: model,
      x,
      labels: [0, 0, 0, 1],
      actionSet: short,
      margins: [0, 0.9],
      solver,
    });
    expect([...record.margins[1]!.teacher.cost]).toEqual([NaN, NaN, NaN]);
    const text = serializeRecord(record);
    expect(text).toContain('"cost":[null,null,null]');
    expect(parseRecord(text)).toEqual(record);
    expect(summarize(record, { resamples: 10 }).margins[1]!.meanCostTeacher).toMatchObject({
      value: NaN,
      count: 0,
    });
  });
});
