import { describe, expect, it } from 'vitest';
import { sampleCell } from '../../testing/sample-cell.ts';
import { isTrainedOut, pairedVerdict, unfinishedTeachers } from './trained-out.ts';

/** Classes of rows that both get right, only the teacher, only the other; all labels are 1. */
const verdict = (both: number, teacher: number, other: number) => {
  const rows = (right: readonly number[]) =>
    Int32Array.from([both, teacher, other].flatMap((count, kind) => Array<number>(count).fill(right[kind]!)));
  return pairedVerdict({ labels: rows([1, 1, 1]), teacher: rows([1, 1, 0]), other: rows([1, 0, 1]) });
};

describe('pairedVerdict', () => {
  it('calls what chance does often enough no difference', () => {
    expect(verdict(50, 3, 9)).toMatchObject({ onlyTeacher: 3, onlyOther: 9, beatsTeacher: false });
    expect(verdict(50, 0, 0)).toEqual({ onlyTeacher: 0, onlyOther: 0, pValue: 1, beatsTeacher: false });
  });

  it('sees one that is right more often beyond noise, and not one that is wrong more often', () => {
    // 2 · (1 + 11) / 2^11 and 2 / 2^9: the exact binomial by hand.
    expect(verdict(50, 1, 10)).toMatchObject({ beatsTeacher: false, pValue: 24 / 2 ** 11 });
    expect(verdict(50, 0, 9)).toMatchObject({ beatsTeacher: true, pValue: 2 / 2 ** 9 });
    expect(verdict(50, 9, 0)).toMatchObject({ beatsTeacher: false, pValue: 2 / 2 ** 9 });
  });
});

describe('unfinishedTeachers', () => {
  const beaten = { onlyTeacher: 1, onlyOther: 14, pValue: 1e-3, beatsTeacher: true };

  it('says nothing of finished teachers', () => {
    expect(isTrainedOut(sampleCell())).toBe(true);
    expect(unfinishedTeachers([sampleCell(), sampleCell({ seed: 1 })])).toEqual([]);
  });

  it('says it once for each teacher, with everything that shows it', () => {
    const { trainedOut, teacher } = sampleCell();
    const cells = [
      sampleCell({ trainedOut: { ...trainedOut, reference: beaten } }),
      sampleCell({ method: 'kd', trainedOut: { reference: beaten, student: beaten } }),
      sampleCell({ seed: 1, teacher: { ...teacher, converged: false } }),
      sampleCell({ seed: 2 }),
    ];
    const lines = unfinishedTeachers(cells);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^synthetic seed 0, mlp:8: the teacher is not trained out: the reference is right about 14 people.*; kd at 4 bits is right about 14/,
    );
    expect(lines[1]).toMatch(/^synthetic seed 1, .*still falling$/);
  });
});
