import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapIntervals, validityDrop } from '../index.ts';
import { recourseDecay } from '../shift/index.ts';
import { ambiguity, deltaValidity, discrepancy, recourseAgreement } from './index.ts';

const matrix = (...rows: number[][]) => ({ data: rows.flat(), shape: [rows.length, rows[0]?.length ?? 0] });

describe('predictive multiplicity', () => {
  const prediction = [1, 0, 1, 0];
  const competing = matrix([1, 1], [1, 0], [1, 0], [1, 0]);
  it('is what one counts by hand', () => {
    expect(ambiguity({ prediction, competing })).toMatchObject({ value: 3 / 4, count: 4 });
    expect(discrepancy({ prediction, competing })).toMatchObject({ value: 2 / 4, count: 4 });
  });

  it('holds discrepancy between the mean conflict and the ambiguity, on resamples too', () => {
    const rows = fc.array(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 1 }))), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 19 }), (all, pick) => {
        const input = {
          prediction: all.map(([baseline]) => baseline!),
          competing: matrix(...all.map(([, ...others]) => others)),
        };
        const some = Int32Array.of(0, pick % all.length);
        const [widest, least] = [ambiguity(input).over(some).value, discrepancy(input).over(some).value];
        const conflicts = [0, 1, 2].map((model) =>
          some.reduce((sum, row) => sum + Number(all[row]![0] !== all[row]![model + 1]), 0),
        );
        expect(least).toBe(Math.max(...conflicts) / 2);
        expect(least).toBeLessThanOrEqual(widest);
      }),
    );
  });

  it('needs a competing model', () => {
    expect(() => ambiguity({ prediction, competing: { data: [], shape: [4, 0] } })).toThrow(
      'a model or more',
    );
  });
});

describe('deltaValidity', () => {
  it('is the share that every model accepts', () => {
    const input = { valid: [1, 1, 1, 1, 0], lowestMargin: [0.1, 0, -Infinity, 2, 9] };
    expect(deltaValidity(input)).toMatchObject({ value: 2 / 4, count: 4 });
    expect(() => deltaValidity({ ...input, lowestMargin: [1, 1, NaN, 1, 1] })).toThrow('lowestMargin[2]');
  });
});

describe('recourseAgreement', () => {
  it('is taken over pairs of a valid action and another model', () => {
    const found = recourseAgreement({
      valid: matrix([1, 1], [1, 0], [0, 0]),
      accepted: matrix([1, 1, 0, 1], [1, 0, 1, 1], [1, 1, 1, 1]),
    });
    expect(found).toMatchObject({ value: 1 / 3, count: 3, rows: 3 });
    const { it: interval } = bootstrapIntervals({ statistics: { it: found }, seed: 0 });
    expect(interval.lower).toBe(0);
    expect(interval.upper).toBe(0.5);
  });

  it('refuses a single model, and answers that are not of every pair', () => {
    expect(() => recourseAgreement({ valid: matrix([1]), accepted: matrix([1]) })).toThrow(
      'two models or more',
    );
    expect(() => recourseAgreement({ valid: matrix([1, 1]), accepted: matrix([1, 1]) })).toThrow(
      'accepted.shape does not fit (expected 1,4, got 1,2)',
    );
  });
});

describe('recourseDecay', () => {
  const valid = [1, 1, 1, 1, 0];
  const predictionAfter = matrix([1, 1, 1], [0, 1, 1], [1, 0, 1], [0, 0, 1], [0, 0, 0]);
  const input = { valid, predictionAfter, favourableClass: 1 };
  it('is the share that each model refuses, and that any until then does', () => {
    const { invalidated, everInvalidated } = recourseDecay(input);
    expect(invalidated.map((one) => one.value)).toEqual([2 / 4, 2 / 4, 0]);
    expect(everInvalidated.map((one) => one.value)).toEqual([2 / 4, 3 / 4, 3 / 4]);
    expect(invalidated[0]!.count).toBe(4);
  });

  it('is the validity drop for each model', () => {
    [0, 1, 2].forEach((model) => {
      const drop = validityDrop({
        teacherValid: valid,
        studentPredictionAtTeacherRecourse: valid.map((_, row) => predictionAfter.data[row * 3 + model]!),
        favourableClass: 1,
      });
      expect(recourseDecay(input).invalidated[model]!.value).toBe(drop.value);
    });
    expect(() => recourseDecay({ ...input, predictionAfter: { data: [], shape: [5, 0] } })).toThrow(
      'a model or more',
    );
  });
});
