import { describe, expect, it } from 'vitest';
import { type NearMissPoints, parseRecord, serializeRecord } from '../index.ts';
import { randomRecord } from '../testing/random-record.ts';
import { recordStatistics, summarize } from './index.ts';

const record = randomRecord({ seed: 8, test: 120 });
const { test, population, nearMiss, margins, favourableClass } = record;
const rows = [...population.keys()];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: readonly boolean[]) => mean(values.map(Number));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

describe('summarize', () => {
  const summary = summarize(record, { seed: 1, resamples: 100 });

  it('computes the aggregates of the test set as a plain loop does', () => {
    const all = [...test.label.keys()];
    const right = (prediction: Int32Array, row: number) => prediction[row] === test.label[row];
    const recall = (one: number) =>
      share(all.filter((row) => test.label[row] === one).map((row) => right(test.studentPrediction, row)));
    expect(summary.n).toEqual({ test: 120, denied: population.length });
    expect(summary.test.accuracyTeacher.value).toBeCloseTo(
      share(all.map((row) => right(test.teacherPrediction, row))),
      12,
    );
    expect(summary.test.balancedAccuracyStudent.value).toBeCloseTo((recall(0) + recall(1)) / 2, 12);
    const agrees = all.map((row) => test.teacherPrediction[row] === test.studentPrediction[row]);
    expect(summary.test.agreement.value).toBeCloseTo(share(agrees), 12);
    const drift = mean([...test.studentPrediction]) - mean([...test.teacherPrediction]);
    expect(summary.test.acceptanceDrift.value).toBeCloseTo(drift, 12);
    expect(summary.test.acceptanceDrift.count).toBe(120);
  });

  it('computes the aggregates of the denied as a plain loop does', () => {
    const granted = rows.map((row) => test.studentPrediction[population[row]!] === favourableClass);
    expect(summary.denied.overGrant).toMatchObject({ count: population.length });
    expect(summary.denied.overGrant.value).toBeCloseTo(share(granted), 12);
    const keptOf = (kind: NearMissPoints, only?: number) => {
      const width = kind.exists.shape[1]!;
      return rows
        .filter((row) => margins[0]!.teacher.valid[row] === 1)
        .flatMap((row) => Array.from({ length: width }, (_, column) => row * width + column))
        .filter((point) => only === undefined || point % width === only)
        .filter((point) => kind.exists.data[point] === 1)
        .filter((point) => kind.teacherPrediction.data[point] !== favourableClass)
        .map((point) => kind.studentPrediction.data[point] !== favourableClass);
    };
    const { short, allButOne } = nearMiss;
    const { nearMissFidelity, nearMissShort, nearMissAllButOne } = summary.denied;
    expect(nearMissShort).toMatchObject({ value: share(keptOf(short)), count: keptOf(short).length });
    expect(nearMissAllButOne).toMatchObject({
      value: share(keptOf(allButOne)),
      count: keptOf(allButOne).length,
    });
    const together = [...keptOf(short), ...keptOf(allButOne)];
    expect(nearMissFidelity).toMatchObject({ value: share(together), count: together.length });
    summary.nearMiss.forEach(({ fraction, nearMissShort: at }, column) => {
      expect(fraction).toBe(short.fractions[column]);
      expect(at.value).toBeCloseTo(share(keptOf(short, column)), 12);
    });
  });

  it.each([0, 1, 2, 3])('computes the aggregates of margin %i as a plain loop does', (index) => {
    const { kappa, teacher, student, atTeacherRecourse: reached } = margins[index]!;
    const found = summary.margins[index]!;
    const valid = rows.filter((row) => teacher.valid[row] === 1);
    const both = valid.filter((row) => student.valid[row] === 1);
    const action = (of: typeof teacher, row: number) => [...of.delta.data.slice(row * 6, row * 6 + 6)];
    const cosine = (row: number) => {
      const [left, right] = [action(teacher, row), action(student, row)];
      const dot = left.reduce((sum, value, column) => sum + value * right[column]!, 0);
      return dot / (Math.hypot(...left) * Math.hypot(...right) + 1e-8);
    };
    const support = (of: typeof teacher, row: number) =>
      new Set([0, 1, 2, 3, 4, 5].filter((column) => Math.abs(action(of, row)[column]!) > 1e-4));
    const jaccard = (row: number) => {
      const [left, right] = [support(teacher, row), support(student, row)];
      return (
        [...left].filter((column) => right.has(column)).length / (new Set([...left, ...right]).size + 1e-8)
      );
    };
    const gaps = both.map((row) => (student.cost[row]! - teacher.cost[row]!) / (teacher.cost[row]! + 1e-8));
    const broken = share(valid.map((row) => reached.studentPrediction[row] !== favourableClass));
    expect(found.kappa).toBe(kappa);
    expect(found.validityDrop.value).toBeCloseTo(broken, 12);
    expect(found.validityDrop.count).toBe(valid.length);
    expect(found.counterfactualRecourseGap.value).toBeCloseTo(mean(gaps), 9);
    expect(found.counterfactualRecourseGapMedian.value).toBeCloseTo(median(gaps), 12);
    expect(found.directionSimilarity.value).toBeCloseTo(mean(both.map(cosine)), 9);
    expect(found.actionOverlap.value).toBeCloseTo(mean(both.map(jaccard)), 9);
    expect(found.actionOverlap.count).toBe(both.length);
    expect(found.feasibleRateTeacher.value).toBeCloseTo(valid.length / rows.length, 12);
    expect(found.feasibleRateStudent.value).toBeCloseTo(mean([...student.valid]), 12);
    expect(found.meanCostTeacher.value).toBeCloseTo(mean(valid.map((row) => teacher.cost[row]!)), 9);
    expect(found.certifiedShare.value).toBeCloseTo(mean(valid.map((row) => reached.certified![row]!)), 12);
    const error = broken + 1 - summary.denied.nearMissFidelity.value;
    expect(found.faithfulnessError.value).toBeCloseTo(error, 12);
  });

  it('gives each group what a summary of that group alone gives', () => {
    const { levels, gaps } = summary.subgroups['sex']!;
    const men = [...test.label.keys()].filter((row) => test.subgroups['sex']!.codes[row] === 1);
    const accuracyOfMen = share(men.map((row) => test.studentPrediction[row] === test.label[row]));
    expect(levels['male']!.test.accuracyStudent.value).toBeCloseTo(accuracyOfMen, 12);
    const deniedMen = rows.filter((row) => test.subgroups['sex']!.codes[population[row]!] === 1);
    expect(levels['male']!.margins[1]!.feasibleRateTeacher.value).toBeCloseTo(
      mean(deniedMen.map((row) => margins[1]!.teacher.valid[row]!)),
      12,
    );
    const [one, other] = ['male', 'female'].map((level) => levels[level]!.margins[1]!.validityDrop.value);
    const gap = gaps.margins[1]!.validityDrop;
    expect(gap.value).toBeCloseTo(Math.abs(one! - other!), 12);
    expect([gap.highest, gap.lowest].sort()).toEqual(['female', 'male']);
    expect(Object.keys(summary.subgroups['region']!.levels)).toEqual(['a', 'b', 'c']);
  });

  it('is deterministic, is the same for the parsed record, and is plain data', () => {
    const again = summarize(parseRecord(serializeRecord(record)), { seed: 1, resamples: 100 });
    expect(again).toEqual(summary);
    expect(structuredClone(summary)).toEqual(summary);
  });

  it('leaves subgroups out on request and intervals without resamples', () => {
    const quick = summarize(record, { resamples: 0, subgroups: false });
    expect(quick.subgroups).toEqual({});
    expect(quick.margins[0]!.validityDrop).toEqual({
      ...summary.margins[0]!.validityDrop,
      lower: NaN,
      upper: NaN,
      resamples: 0,
    });
  });

  it('leaves the certified share undefined where no certificate was computed', () => {
    const found = recordStatistics(randomRecord({ seed: 2, certified: false }));
    expect(found.margins[0]!.certifiedShare).toMatchObject({ value: NaN, count: 0 });
  });

  it('refuses options out of range', () => {
    expect(() => summarize(record, { resamples: 0.5 })).toThrow('summarize: resamples does not fit');
  });
});
