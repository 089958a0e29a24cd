import { createCompileScope } from '@cfq/jit';
import { parseRecord, serializeRecord, validityDrop } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { slp } from '@cfq/recourse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, evaluateStudent, evaluateTeacher, EvaluationError, type PairEvaluation } from './index.ts';
import { beyond, closedForm, freeColumn, people, threshold } from './testing/one-column.ts';

const everyone = [-2, -1, -0.5, -0.25, 0, 0.25, 0.5, 1];
const labels = everyone.map((value) => Number(value > 0));
const margins = [0, 0.25, 0.5];

/** A pair on one column, solved by hand. */
const byHand = (rest: Partial<PairEvaluation> = {}): PairEvaluation => ({
  teacher: threshold(0),
  student: threshold(0.3),
  x: people(everyone),
  labels,
  actionSet: freeColumn,
  margins,
  solver: closedForm,
  ...rest,
});

describe('evaluate', () => {
  it('fills the record as one does by hand', async () => {
    const record = await evaluate(byHand({ about: { seed: 3 } }));
    expect(record.about).toEqual({ seed: 3 });
    const denied = everyone.slice(0, 5);
    expect([...record.population]).toEqual([0, 1, 2, 3, 4]);
    expect([...record.test.teacherPrediction]).toEqual(labels);
    expect([...record.test.studentPrediction]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(record.margins.map(({ kappa }) => kappa)).toEqual(margins);
    record.margins.forEach(({ kappa, teacher, student, atTeacherRecourse }) => {
      const change = (at: number) => denied.map((value) => Math.fround(at + kappa + beyond - value));
      expect([...teacher.cost]).toEqual(change(0));
      expect([...student.cost]).toEqual(change(0.3).map((one) => expect.closeTo(one, 6) as number));
      expect([...atTeacherRecourse.studentPrediction]).toEqual(
        denied.map(() => Number(kappa + beyond > 0.3)),
      );
      atTeacherRecourse.teacherMargin.forEach((margin) => expect(margin).toBeCloseTo(kappa + beyond, 6));
    });
    const short = (share: number) => denied.map((value) => Number(value + share * (beyond - value) > 0));
    const [half, most, nearly] = [short(0.5), short(0.8), short(0.95)];
    const { short: shortOfIt, allButOne } = record.nearMiss;
    expect([...shortOfIt.exists.data]).toEqual(Array.from({ length: 15 }, () => 1));
    expect([...shortOfIt.teacherPrediction.data]).toEqual(
      denied.flatMap((_, row) => [half[row], most[row], nearly[row]]),
    );
    expect(shortOfIt.studentPrediction.data.every((one) => one === 0)).toBe(true);
    // Nobody can leave out the only change there is.
    expect(allButOne.exists.shape).toEqual([5, 0]);
  });

  it('breaks no promise of a model that is held against itself', async () => {
    await using scope = createCompileScope();
    const values = fc.array(fc.integer({ min: -64, max: 64 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: -8, max: 8 }), async (cells, at) => {
        const x = people(cells.map((cell) => cell / 16));
        const model = threshold(at / 16);
        const record = await evaluate({
          ...byHand({ scope, teacher: model, student: model, x, solver: slp }),
          labels: cells.map((cell) => cell & 1),
        });
        expect(parseRecord(serializeRecord(record))).toEqual(record);
        const everybodyDenied = cells.filter((cell) => cell <= at).length;
        expect(record.population.length).toBe(everybodyDenied);
        expect(record.test.studentPrediction).toEqual(record.test.teacherPrediction);
        for (const { teacher, student, atTeacherRecourse } of record.margins) {
          expect(student).toEqual(teacher);
          const { value, count } = validityDrop({
            teacherValid: teacher.valid,
            studentPredictionAtTeacherRecourse: atTeacherRecourse.studentPrediction,
            favourableClass: record.favourableClass,
          });
          expect(count).toBe(everybodyDenied);
          expect(value).toBe(everybodyDenied === 0 ? NaN : 0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is the two steps of which it consists, whoever keeps the graphs', async () => {
    const { teacher, student, ...rest } = byHand({ solver: slp });
    const evaluated = await evaluateTeacher({ ...rest, teacher });
    const apart = await evaluateStudent({ ...rest, teacher: evaluated, student });
    await using scope = createCompileScope();
    expect(await evaluate({ ...rest, teacher, student, scope })).toEqual(apart);
  });

  it('has an approve-everyone student break nothing and be faithful to nobody', async () => {
    const summary = summarize(await evaluate(byHand({ student: threshold(-10) })));
    expect(summary.denied.overGrant.value).toBe(1);
    expect(summary.margins[0]!.faithfulnessError.value).toBe(1);
  });

  it('leaves undefined what rests on nobody', async () => {
    const record = await evaluate(byHand({ teacher: threshold(-10) }));
    expect(parseRecord(serializeRecord(record))).toEqual(record);
    expect(record.population.length).toBe(0);
    expect(summarize(record).denied.overGrant.value).toBeNaN();
  });

  it('takes groups as columns or codes, the unknown as a level of its own', async () => {
    const { test } = await evaluate(
      byHand({
        groups: {
          side: ['b', 'a', null, 'b', undefined, 'a', 'a', 'a'],
          age: [30, 9, 9, NaN, 30, 9, 9, 9],
          coded: { levels: ['x', 'y'], codes: Int32Array.of(0, 1, -1, 0, 1, 0, 1, 0) },
        },
      }),
    );
    expect(test.subgroups).toEqual({
      side: { levels: ['a', 'b', '(missing)'], codes: Int32Array.of(1, 0, 2, 1, 2, 0, 0, 0) },
      age: { levels: ['9', '30', '(missing)'], codes: Int32Array.of(1, 0, 0, 2, 1, 0, 0, 0) },
      coded: { levels: ['x', 'y', '(missing)'], codes: Int32Array.of(0, 1, 2, 0, 1, 0, 1, 0) },
    });
  });

  it('has one level for those of whom it is not known, however that is said', async () => {
    const { test } = await evaluate(
      byHand({
        groups: {
          side: ['b', '(missing)', null, 'b', 'b', 'b', 'b', 'b'],
          coded: { levels: ['(missing)', 'y'], codes: Int32Array.of(0, 1, -1, 1, 1, 1, 1, 1) },
        },
      }),
    );
    expect(test.subgroups).toEqual({
      side: { levels: ['b', '(missing)'], codes: Int32Array.of(0, 1, 1, 0, 0, 0, 0, 0) },
      coded: { levels: ['(missing)', 'y'], codes: Int32Array.of(0, 1, 0, 1, 1, 1, 1, 1) },
    });
  });

  it('says how many people a search gave up on', async () => {
    const { about } = await evaluate(byHand({ teacher: threshold(0, 0.6), student: threshold(0, 0) }));
    expect(about).toEqual({ teacherTimedOut: 4, studentTimedOut: 5 });
  });

  it('reports every step of both models, and stops when asked to', async () => {
    const seen: string[] = [];
    await evaluate(byHand({ onProgress: ({ model, step }) => seen.push(`${model} ${step}`) }));
    const each = (model: string) => ['decisions', 'actions', 'near misses'].map((step) => `${model} ${step}`);
    expect([...new Set(seen)]).toEqual([...each('teacher'), ...each('student')]);
    const reason = new Error('enough');
    await expect(evaluate(byHand({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });

  it.each<[string, Partial<PairEvaluation>, RegExp]>([
    ['too few labels', { labels: [1] }, /labels are given, one a row \(expected 8, got 1\)/],
    ['another class', { labels: [0, 1, 2, 0, 0, 0, 0, 0] }, /expected 0 or 1, got 2 in row 2/],
    ['too few groups', { groups: { side: ['a'] } }, /expected 8 of "side", got 1/],
    ['an empty group', { groups: { side: ['a', 'a', 'a', '', 'b', 'b', 'b', 'b'] } }, /got "" in row 3/],
    [
      'two levels of one name',
      { groups: { age: { levels: ['25-40', '25-40'], codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1) } } },
      /expected each once in "age", got "25-40" twice/,
    ],
    [
      'a number and a text of one name',
      { groups: { age: [9, '9', 9, 9, 9, 9, 9, 9] } },
      /expected each once in "age", got "9" twice/,
    ],
    [
      'a code of no level',
      { groups: { age: { levels: ['young', 'old'], codes: Int32Array.of(0, 0, 0, 0, 0, 0, 2, 0) } } },
      /expected −1 to 1 in "age", got 2 in row 6/,
    ],
    ['margins above 0', { margins: [0.2] }, /margins begin at 0 \(expected 0, got 0.2\)/],
    ['no model', { student: {} as never }, /a model can be asked for margins/],
  ])('refuses %s by name', async (_, rest, message) => {
    await expect(evaluate(byHand(rest))).rejects.toThrow(message);
    await expect(evaluate(byHand(rest))).rejects.toThrow(EvaluationError);
  });
});
