import { describe, expect, it } from 'vitest';
import {
  acceptanceDrift,
  accuracy,
  agreement,
  balancedAccuracy,
  certifiedShare,
  feasibleRate,
  meanCost,
  nearMissFidelity,
  overGrant,
} from '../index.ts';

const label = [1, 0, 0, 0, 1];
const teacherPrediction = [1, 0, 0, 1, 0];
const studentPrediction = [1, 1, 0, 1, 1];
const favourableClass = 1;
const undefinedEstimate = { value: Number.NaN, count: 0 };

describe('metrics of the whole test set', () => {
  it('match values by hand', () => {
    expect(accuracy({ label, prediction: teacherPrediction })).toMatchObject({ value: 3 / 5, count: 5 });
    expect(balancedAccuracy({ label, prediction: teacherPrediction }).value).toBeCloseTo(
      (1 / 2 + 2 / 3) / 2,
      12,
    );
    expect(agreement({ teacherPrediction, studentPrediction })).toMatchObject({ value: 3 / 5, count: 5 });
    expect(acceptanceDrift({ teacherPrediction, studentPrediction, favourableClass }).value).toBeCloseTo(
      2 / 5,
      12,
    );
  });

  it('give a constant prediction a balanced accuracy of one over the number of classes', () => {
    expect(balancedAccuracy({ label: [0, 0, 0, 1, 2], prediction: [0, 0, 0, 0, 0] })).toMatchObject({
      count: 5,
    });
    expect(balancedAccuracy({ label: [0, 0, 0, 1, 2], prediction: [0, 0, 0, 0, 0] }).value).toBeCloseTo(
      1 / 3,
      12,
    );
  });

  it('leave balanced accuracy undefined on rows that lack a class', () => {
    const found = balancedAccuracy({ label, prediction: teacherPrediction });
    expect(found.over(Int32Array.of(1, 2, 3))).toEqual(undefinedEstimate);
    expect(found.over(Int32Array.of(0, 1)).value).toBe(1);
  });

  it('are undefined on an empty test set', () => {
    expect(accuracy({ label: [], prediction: [] })).toMatchObject(undefinedEstimate);
    expect(balancedAccuracy({ label: [], prediction: [] })).toMatchObject(undefinedEstimate);
    expect(agreement({ teacherPrediction: [], studentPrediction: [] })).toMatchObject(undefinedEstimate);
  });
});

describe('metrics of the denied', () => {
  it('overGrant counts the denied whom the student approves', () => {
    expect(overGrant({ teacherPrediction, studentPrediction, favourableClass })).toMatchObject({
      value: 2 / 3,
      count: 3,
    });
    const approved = { teacherPrediction: [1, 1], studentPrediction: [1, 0], favourableClass };
    expect(overGrant(approved)).toMatchObject(undefinedEstimate);
  });

  it('feasibleRate is over everybody, meanCost over the found', () => {
    expect(feasibleRate({ valid: [1, 0, 1, 1] })).toMatchObject({ value: 0.75, count: 4 });
    expect(meanCost({ valid: [1, 0, 1], cost: [1, Infinity, 4] })).toMatchObject({ value: 2.5, count: 2 });
    expect(meanCost({ valid: [1, 0, 1], cost: [1, NaN, 4] })).toMatchObject({ value: 2.5, count: 2 });
    expect(meanCost({ valid: [0], cost: [Infinity] })).toMatchObject(undefinedEstimate);
    expect(meanCost({ valid: [0], cost: [NaN] })).toMatchObject(undefinedEstimate);
    for (const cost of [Infinity, NaN]) {
      expect(() => meanCost({ valid: [0, 1], cost: [NaN, cost] })).toThrow(
        `meanCost: cost[1] does not fit (expected a finite number, got ${cost})`,
      );
    }
  });

  it('certifiedShare is over valid recourse', () => {
    expect(certifiedShare({ teacherValid: [1, 1, 0], certified: [1, 0, 1] })).toMatchObject({
      value: 0.5,
      count: 2,
    });
  });

  it('nearMissFidelity counts points the teacher denies, of people with valid recourse', () => {
    const found = nearMissFidelity({
      teacherValid: [1, 1, 0],
      teacherPrediction: { data: [0, 0, 1, 0, 1, 1, 0, 0, 0], shape: [3, 3] },
      studentPrediction: { data: [0, 1, 0, 0, 1, 0, 1, 1, 1], shape: [3, 3] },
      favourableClass,
    });
    expect(found).toMatchObject({ value: 2 / 3, count: 3, rows: 3 });
    expect(found.over(Int32Array.of(1, 1))).toEqual({ value: 1, count: 2 });
  });
});
