import type { RecourseRecord } from '@cfq/metrics';
import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { subgroups } from './subgroups.ts';
import { subgroupsSchema } from '../cells/diagnostics/subgroups-schema.ts';

const rows = 400;

/** A made-up record in which `b` is refused more often than `a`, and `c` is a level of few. */
function sampleRecord(): RecourseRecord {
  const stream = randomStream(3, 'subgroups');
  const draw = () => stream.uniform([1]).data[0]!;
  const codes = Int32Array.from({ length: rows }, (_, row) => (row % 40 === 0 ? 2 : row % 2));
  const teacherPrediction = Int32Array.from({ length: rows }, () => Number(draw() < 0.4));
  const studentPrediction = teacherPrediction.map((one) => (draw() < 0.1 ? 1 - one : one));
  const population = Int32Array.from(teacherPrediction.keys()).filter((row) => teacherPrediction[row] === 0);
  const denied = population.length;
  const solved = (share: number) => ({
    delta: { data: Float32Array.from({ length: denied }, () => 1), shape: [denied, 1] as const },
    cost: Float32Array.from({ length: denied }, () => 0.5 + draw()),
    valid: Uint8Array.from({ length: denied }, () => Number(draw() < share)),
  });
  const margins = [0, 0.2].map((kappa) => ({
    kappa,
    teacher: solved(0.9),
    student: solved(0.8),
    atTeacherRecourse: {
      studentPrediction: Int32Array.from(population, (row) => Number(draw() > [0.05, 0.4, 1][codes[row]!]!)),
      teacherMargin: new Float32Array(denied).fill(kappa),
      studentMargin: new Float32Array(denied),
    },
  }));
  const points = (share: number) => ({
    data: Int32Array.from({ length: 3 * denied }, () => Number(draw() < share)),
    shape: [denied, 3] as const,
  });
  return {
    about: {},
    favourableClass: 1,
    test: {
      label: teacherPrediction,
      teacherPrediction,
      studentPrediction,
      subgroups: { side: { levels: ['a', 'b', 'c', 'nobody'], codes } },
    },
    population,
    nearMiss: {
      short: {
        fractions: [0.5, 0.8, 0.95],
        exists: { data: new Uint8Array(3 * denied).fill(1), shape: [denied, 3] },
        teacherPrediction: points(0),
        studentPrediction: points(0.2),
      },
      allButOne: {
        exists: { data: new Uint8Array(0), shape: [denied, 0] },
        teacherPrediction: { data: new Int32Array(0), shape: [denied, 0] },
        studentPrediction: { data: new Int32Array(0), shape: [denied, 0] },
      },
    },
    margins,
  };
}

describe('subgroups', () => {
  const record = sampleRecord();

  it('counts by level what plain loops count', async () => {
    const measured = subgroupsSchema.parse(await subgroups({ record }));
    expect(measured).toMatchObject({ kappa: 0.2, leastDenied: 30 });
    const { levels } = measured.attributes[0]!;
    const { codes } = record.test.subgroups['side']!;
    const { teacher, student, atTeacherRecourse } = record.margins[1]!;
    for (const [code, level] of levels.slice(0, 3).entries()) {
      const members = [...record.population.keys()].filter((i) => codes[record.population[i]!] === code);
      const valid = members.filter((i) => teacher.valid[i] === 1);
      const refused = valid.filter((i) => atTeacherRecourse.studentPrediction[i] !== 1);
      expect(level.validityDrop).toBeCloseTo(refused.length / valid.length, 12);
      const approved = members.filter((i) => record.test.studentPrediction[record.population[i]!] === 1);
      expect(level.overGrant).toBeCloseTo(approved.length / members.length, 12);
      const gaps = valid
        .filter((i) => student.valid[i] === 1)
        .map((i) => student.cost[i]! / teacher.cost[i]! - 1)
        .sort((a, b) => a - b);
      expect(level.counterfactualRecourseGapMedian).toBeCloseTo(
        (gaps[(gaps.length - 1) >> 1]! + gaps[gaps.length >> 1]!) / 2,
        4,
      );
      const everybody = [...codes.keys()].filter((row) => codes[row] === code);
      const favourable = (prediction: Int32Array) => everybody.filter((row) => prediction[row] === 1).length;
      const drift = favourable(record.test.studentPrediction) - favourable(record.test.teacherPrediction);
      expect(level.acceptanceDrift).toBeCloseTo(drift / everybody.length, 12);
      expect(level.n).toEqual({ rows: everybody.length, denied: members.length });
      expect(level.counts).toEqual({
        validityDrop: valid.length,
        counterfactualRecourseGapMedian: gaps.length,
        overGrant: members.length,
        acceptanceDrift: everybody.length,
        nearMissFidelity: 3 * members.filter((i) => record.margins[0]!.teacher.valid[i] === 1).length,
      });
    }
  });

  it('takes only levels of thirty denied into a gap', async () => {
    const { levels, gaps } = (await subgroups({ record })).attributes[0]!;
    const [a, b, c] = levels;
    expect(c!.n.denied).toBeLessThan(30);
    expect(c!.validityDrop).toBeGreaterThan(b!.validityDrop!);
    expect(gaps.validityDrop).toEqual({
      gap: b!.validityDrop! - a!.validityDrop!,
      highest: 'b',
      lowest: 'a',
    });
  });

  it('leaves an empty level undefined, and gaps of a single level', async () => {
    const { levels } = (await subgroups({ record })).attributes[0]!;
    expect(levels[3]).toEqual({
      level: 'nobody',
      validityDrop: null,
      counterfactualRecourseGapMedian: null,
      overGrant: null,
      nearMissFidelity: null,
      acceptanceDrift: null,
      n: { rows: 0, denied: 0 },
      counts: {
        validityDrop: 0,
        counterfactualRecourseGapMedian: 0,
        overGrant: 0,
        nearMissFidelity: 0,
        acceptanceDrift: 0,
      },
    });
    const alone = { levels: ['everyone'], codes: new Int32Array(rows) };
    const one = { ...record, test: { ...record.test, subgroups: { all: alone } } };
    const { attributes } = subgroupsSchema.parse(await subgroups({ record: one }));
    expect(attributes[0]!.gaps.validityDrop).toBeNull();
    expect(attributes[0]!.levels[0]!.n.denied).toBe(record.population.length);
  });
});
