import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MetricsError, validityDrop } from '../index.ts';

const favourableClass = 1;

describe('validityDrop', () => {
  it('counts broken recourse among the valid only', () => {
    const input = {
      teacherValid: [1, 1, 0, 1],
      studentPredictionAtTeacherRecourse: [1, 0, 0, 0],
      favourableClass,
    };
    expect(validityDrop(input)).toMatchObject({ value: 2 / 3, count: 3, rows: 4 });
  });

  it('takes typed arrays and booleans alike', () => {
    const studentPredictionAtTeacherRecourse = Int32Array.of(1, 0);
    const typed = { teacherValid: Uint8Array.of(1, 1), studentPredictionAtTeacherRecourse, favourableClass };
    const boolean = { teacherValid: [true, true], studentPredictionAtTeacherRecourse, favourableClass };
    expect(validityDrop(typed).value).toBe(0.5);
    expect(validityDrop(boolean).value).toBe(0.5);
  });

  it('is NaN with count 0 where nobody has valid recourse', () => {
    const nobody = { teacherValid: [0, 0], studentPredictionAtTeacherRecourse: [1, 0], favourableClass };
    expect(validityDrop(nobody)).toMatchObject({ value: Number.NaN, count: 0 });
    const empty = { teacherValid: [], studentPredictionAtTeacherRecourse: [], favourableClass };
    expect(validityDrop(empty)).toMatchObject({ value: Number.NaN, count: 0, rows: 0 });
  });

  it('lies in [0, 1], and reordering the people or repeating them all changes nothing', () => {
    const person = fc.record({
      valid: fc.boolean(),
      prediction: fc.integer({ min: 0, max: 2 }),
      order: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 1 }), (people) => {
        const of = (list: typeof people) =>
          validityDrop({
            teacherValid: list.map(({ valid }) => valid),
            studentPredictionAtTeacherRecourse: list.map(({ prediction }) => prediction),
            favourableClass,
          });
        const { value, count } = of(people);
        expect(count).toBe(people.filter(({ valid }) => valid).length);
        if (count === 0) {
          expect(value).toBeNaN();
          return;
        }
        expect(value >= 0 && value <= 1).toBe(true);
        expect(of([...people].sort((left, right) => left.order - right.order)).value).toBe(value);
        expect(of([...people, ...people]).value).toBeCloseTo(value, 12);
      }),
    );
  });

  it('refuses what would silently be wrong, with a message that says where', () => {
    const refused = (input: object) => () => validityDrop({ ...valid, ...input });
    const valid = { teacherValid: [1, 1], studentPredictionAtTeacherRecourse: [1, 0], favourableClass };
    expect(refused({ studentPredictionAtTeacherRecourse: [1] })).toThrow(
      'validityDrop: studentPredictionAtTeacherRecourse.length does not fit (expected 2, got 1). Give the same people everywhere.',
    );
    expect(refused({ teacherValid: [1, Number.NaN] })).toThrow(
      'validityDrop: teacherValid[1] does not fit (expected 0 or 1, got NaN). Write 1 for yes, 0 for no.',
    );
    expect(refused({ studentPredictionAtTeacherRecourse: [1, 0.5] })).toThrow(MetricsError);
    expect(refused({ favourableClass: Number.NaN })).toThrow('favourableClass does not fit');
    expect(refused({ favourableClass: undefined })).toThrow('favourableClass does not fit');
    expect(refused({ teacherValid: undefined })).toThrow(
      'validityDrop: teacherValid does not fit (expected an array of 0/1, got undefined). Give it under this name.',
    );
    expect(refused({ teacherValid: [null, 1] })).toThrow('teacherValid[0]');
  });
});
