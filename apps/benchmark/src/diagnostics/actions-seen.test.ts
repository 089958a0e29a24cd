import type { Student } from '@cfq/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { actionsSeenSchema } from '../cells/diagnostics/actions-seen-schema.ts';
import { smallQuantizedStudent, smallStudy, type SmallStudy } from '../testing/small-study.ts';
import { actionsSeen } from './actions-seen.ts';

/** Columns in steps of 1 from −3 to 3. */
const grid = { scale: Float32Array.of(1), offset: Float32Array.of(0), lowest: -3, highest: 3 };

function withGrid(student: Student): Student {
  if (student.kind !== 'quantized') return student;
  const network = { ...student.deployed.network, inputGrid: grid };
  return { ...student, deployed: { ...student.deployed, network } };
}

describe('actionsSeen', () => {
  let study: SmallStudy;
  let student: Student;
  beforeAll(async () => {
    study = await smallStudy(2);
    student = smallQuantizedStudent(study.teacher.parameters, [4, 4, 4]);
  });

  /** A record in which the student approves every other of the denied. */
  const record = () => ({
    favourableClass: 1,
    margins: study.evaluated.actions.map((teacher, at) => ({
      kappa: study.margins[at]!,
      ...{ teacher, student: teacher },
      atTeacherRecourse: {
        studentPrediction: Int32Array.from(teacher.valid.keys(), (person) => person % 2),
        teacherMargin: new Float32Array(teacher.valid.length),
        studentMargin: new Float32Array(teacher.valid.length),
      },
    })),
  });
  const found = async (of: Student) => {
    const context = { student: of, evaluated: study.evaluated, record: record() };
    return actionsSeenSchema.parse(
      await actionsSeen(context as unknown as Parameters<typeof actionsSeen>[0]),
    );
  };

  it('counts what plain loops count', async () => {
    const { margins } = await found(withGrid(student));
    const rounded = (value: number) => Math.min(Math.max(Math.round(value), -3), 3);
    for (const [
      at,
      { actions, partlyUnseen, unseen, refused, refusedPartlyUnseen, kappa },
    ] of margins.entries()) {
      expect(kappa).toBe(study.margins[at]);
      const { valid } = study.evaluated.actions[at]!;
      const [before, after] = [study.evaluated.denied.data, study.evaluated.recourse[at]!.x.data];
      const people = [...valid.keys()].flatMap((person) => {
        const changed = [0, 1, 2, 3, 4].map((c) => 5 * person + c).filter((i) => before[i] !== after[i]);
        if (valid[person] !== 1 || changed.length === 0) return [];
        const lost = changed.filter((i) => rounded(before[i]!) === rounded(after[i]!)).length;
        return [{ some: lost > 0, all: lost === changed.length, refused: person % 2 === 0 }];
      });
      expect(people.length).toBeGreaterThan(20);
      expect(actions).toBe(people.length);
      expect(partlyUnseen).toBe(people.filter(({ some }) => some).length);
      expect(unseen).toBe(people.filter(({ all }) => all).length);
      expect(refused).toBe(people.filter((one) => one.refused).length);
      expect(refusedPartlyUnseen).toBe(people.filter((one) => one.refused && one.some).length);
    }
    expect(margins[0]!.unseen).toBeGreaterThan(0);
  });

  it('sees every action through columns as they are', async () => {
    for (const { actions, partlyUnseen, unseen } of (await found(student)).margins) {
      expect(actions).toBeGreaterThan(20);
      expect([partlyUnseen, unseen]).toEqual([0, 0]);
    }
  });
});
