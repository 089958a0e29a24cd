import { describe, expect, it } from 'vitest';
import {
  acceptanceDrift,
  agreement,
  faithfulnessError,
  nearMissFidelity,
  overGrant,
  validityDrop,
} from '../index.ts';

/**
 * Four denied people and one approved; recourse exists for three. A student is a function of how far along
 * the teacher's action a point is (0 nothing done, 1 at recourse).
 */
const fractions = [0.5, 0.8, 0.95];
const teacherValid = [1, 1, 1, 0];
const teacherOnTest = [0, 0, 0, 0, 1];

function errorOf(student: (progress: number) => number, onApproved: number) {
  const rows = teacherValid.length;
  const drop = validityDrop({
    teacherValid,
    studentPredictionAtTeacherRecourse: teacherValid.map(() => student(1)),
    favourableClass: 1,
  });
  const fidelity = nearMissFidelity({
    teacherValid,
    teacherPrediction: { data: new Int32Array(rows * 3), shape: [rows, 3] },
    studentPrediction: { data: teacherValid.flatMap(() => fractions.map(student)), shape: [rows, 3] },
    favourableClass: 1,
  });
  const predictions = {
    teacherPrediction: teacherOnTest,
    studentPrediction: teacherOnTest.map((granted) => (granted === 1 ? onApproved : student(0))),
    favourableClass: 1,
  };
  return {
    drop: drop.value,
    fidelity: fidelity.value,
    error: faithfulnessError({ validityDrop: drop, nearMissFidelity: fidelity }),
    drift: acceptanceDrift(predictions).value,
    agreement: agreement(predictions).value,
    overGrant: overGrant(predictions).value,
  };
}

describe('degenerate students', () => {
  it('who approve everybody keep every promise and no refusal: error 1', () => {
    const found = errorOf(() => 1, 1);
    expect(found).toMatchObject({ drop: 0, fidelity: 0, overGrant: 1, drift: 0.8, agreement: 0.2 });
    expect(found.error).toMatchObject({ value: 1, count: 3 });
  });

  it('who deny everybody keep every refusal and no promise: error 1', () => {
    const found = errorOf(() => 0, 0);
    expect(found).toMatchObject({ drop: 1, fidelity: 1, overGrant: 0, drift: -0.2, agreement: 0.8 });
    expect(found.error).toMatchObject({ value: 1, count: 3 });
  });

  it('who copy the teacher make no error', () => {
    const found = errorOf((progress) => (progress >= 1 ? 1 : 0), 1);
    expect(found).toMatchObject({ drop: 0, fidelity: 1, overGrant: 0, drift: 0, agreement: 1 });
    expect(found.error).toMatchObject({ value: 0, count: 3 });
  });
});
