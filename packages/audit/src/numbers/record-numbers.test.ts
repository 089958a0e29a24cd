import type { RecourseRecord } from '@cfq/metrics';
import { aggregateAt, summarize } from '@cfq/metrics/aggregates';
import { expect, it } from 'vitest';
import { auditMetric, auditMetricNames, recordNumbers } from '../index.ts';

/** Four of ten are denied; of their promises at 0.2 one breaks; one other is approved as they are. */
const record = (): RecourseRecord => {
  const teacher = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  const student = [0, 1, 0, 0, 1, 1, 1, 1, 0, 1];
  const actions = (cost: number[]) => ({
    delta: { data: Float32Array.from(cost), shape: [4, 1] },
    cost: Float32Array.from(cost),
    valid: Uint8Array.from(cost, (one) => Number(one > 0)),
  });
  const margin = (kappa: number, refused: number[]) => ({
    kappa,
    teacher: actions([1, 1, 2, 4]),
    student: actions([1, 1.5, 2, 6]),
    atTeacherRecourse: {
      studentPrediction: Int32Array.from([0, 1, 2, 3], (person) => Number(!refused.includes(person))),
      teacherMargin: new Float32Array(4).fill(kappa + 0.01),
      studentMargin: Float32Array.from([0, 1, 2, 3], (person) => (refused.includes(person) ? -1 : 1)),
    },
  });
  const points = (columns: number) => ({
    exists: { data: new Uint8Array(4 * columns).fill(1), shape: [4, columns] },
    teacherPrediction: { data: new Int32Array(4 * columns), shape: [4, columns] },
    studentPrediction: {
      data: Int32Array.from({ length: 4 * columns }, (_, place) => Number(place === 0)),
      shape: [4, columns],
    },
  });
  return {
    about: {},
    favourableClass: 1,
    test: {
      label: Int32Array.from([0, 0, 0, 1, 1, 1, 1, 1, 1, 0]),
      teacherPrediction: Int32Array.from(teacher),
      studentPrediction: Int32Array.from(student),
      subgroups: {},
    },
    population: Int32Array.of(0, 1, 2, 3),
    nearMiss: { short: { fractions: [0.5, 0.8, 0.95], ...points(3) }, allButOne: points(1) },
    margins: [margin(0, [0, 1, 2]), margin(0.2, [3])],
  };
};

const value = (id: string, numbers = recordNumbers(record(), { resamples: 20 })) =>
  numbers.find((number) => number.id === id);

it('are what one counts by hand', () => {
  expect(value('flips')).toMatchObject({ value: 0.2, count: 10 });
  expect(value('flips-granted')?.value).toBe(0.1);
  expect(value('flips-denied')?.value).toBe(0.1);
  expect(value('drift')?.value).toBe(0);
  expect(value('over-grant')).toMatchObject({ value: 0.25, count: 4 });
  expect(value('vd@0')?.value).toBe(0.75);
  expect(value('vd@0.2')?.value).toBe(0.25);
  expect(value('near-miss')).toMatchObject({ value: 14 / 16, count: 16 });
  expect(value('cost@0.2')).toMatchObject({ value: 10.5 / 4, baseline: 2 });
  expect(value('crg@0.2')?.value).toBeCloseTo(0.25, 6);
  expect(value('accuracy')).toMatchObject({ value: 0.6, baseline: 0.8 });
  expect(value('accuracy-drop')?.value).toBeCloseTo(0.2, 12);
  expect(value('safe-margin')).toMatchObject({ value: null, above: 0.2 });
});

it('have the intervals of summarize, and no accuracy without labels', () => {
  const options = { seed: 3, resamples: 50 };
  const [numbers, summary] = [recordNumbers(record(), options), summarize(record(), options)];
  for (const metric of ['agreement', 'over-grant', 'vd', 'near-miss', 'feasible', 'cost'] as const) {
    const { aggregate, atMargin } = auditMetric(metric);
    const id = atMargin ? `${metric}@0.2` : metric;
    const { value: expected, lower, upper, count } = aggregateAt(summary, aggregate!, 0.2)!;
    expect(value(id, numbers)).toMatchObject({ value: expected, lower, upper, count });
  }
  const unlabelled = recordNumbers(record(), { labelled: false, resamples: 0 });
  const needing = auditMetricNames.filter((name) => auditMetric(name).needs === 'labels');
  expect(unlabelled.filter(({ metric }) => needing.some((name) => name === metric))).toEqual([]);
  expect(unlabelled.every(({ lower, interval }) => lower === null && interval === 'none')).toBe(true);
});
