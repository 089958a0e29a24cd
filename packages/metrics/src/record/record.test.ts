import { describe, expect, it } from 'vitest';
import { recordStatistics } from '../aggregates/index.ts';
import { MetricsError, parseRecord, type RecourseRecord, serializeRecord } from '../index.ts';
import { randomRecord } from '../testing/random-record.ts';

const record = randomRecord({ seed: 3 });

describe('serializeRecord and parseRecord', () => {
  it('give back the same numbers and types, costs of no action included', () => {
    expect(record.margins[3]!.student.cost.some(Number.isNaN)).toBe(true);
    expect(parseRecord(serializeRecord(record))).toEqual(record);
    const plain = randomRecord({ seed: 4, certified: false });
    expect(parseRecord(serializeRecord(plain))).toEqual(plain);
  });

  it('keep records of a test set without denied people, and of the largest integers', () => {
    const label = Int32Array.of(2 ** 31 - 1, -(2 ** 31));
    const test = { label, teacherPrediction: label, studentPrediction: label, subgroups: {} };
    const none = (points: number) => ({
      exists: { data: new Uint8Array(0), shape: [0, points] },
      teacherPrediction: { data: new Int32Array(0), shape: [0, points] },
      studentPrediction: { data: new Int32Array(0), shape: [0, points] },
    });
    const solved = {
      delta: { data: new Float32Array(0), shape: [0, 2] },
      cost: new Float32Array(0),
      valid: new Uint8Array(0),
    };
    const nothing = {
      studentPrediction: new Int32Array(0),
      teacherMargin: new Float32Array(0),
      studentMargin: new Float32Array(0),
    };
    const approved: RecourseRecord = {
      about: {},
      favourableClass: 2 ** 31 - 1,
      test: { ...test, teacherPrediction: Int32Array.of(2 ** 31 - 1, 2 ** 31 - 1) },
      population: new Int32Array(0),
      nearMiss: { short: { fractions: [0.5, 0.8, 0.95], ...none(3) }, allButOne: none(0) },
      margins: [{ kappa: 0, teacher: solved, student: solved, atTeacherRecourse: nothing }],
    };
    expect(parseRecord(serializeRecord(approved))).toEqual(approved);
    expect(recordStatistics(approved).margins[0]?.validityDrop).toMatchObject({
      value: Number.NaN,
      count: 0,
    });
  });

  it('writes actions as their non-zeros', () => {
    const written = JSON.parse(serializeRecord(record)) as {
      format: string;
      margins: { teacher: { delta: { shape: number[]; indices: number[]; data: number[] } } }[];
    };
    expect(written.format).toBe('cfq-record/3');
    const { shape, indices, data } = written.margins[0]!.teacher.delta;
    const dense = new Float32Array(shape[0]! * shape[1]!);
    indices.forEach((place, index) => (dense[place] = data[index]!));
    expect(data).not.toContain(0);
    expect(dense).toEqual(record.margins[0]?.teacher.delta.data);
  });

  it('refuses text that is no such record, naming the place', () => {
    const text = serializeRecord(record);
    const changed = (from: string | RegExp, to: string) => () => parseRecord(text.replace(from, to));
    expect(changed('cfq-record/3', 'cfq-record/9')).toThrow('parseRecord: format does not fit');
    expect(changed('"favourableClass":1', '"favourableClass":null')).toThrow(
      'record.favourableClass does not fit',
    );
    expect(changed('"population":[', '"population":[null,')).toThrow('record.population[0]');
    expect(changed('"population":[', '"population":[-1,')).toThrow(MetricsError);
    expect(changed(/"population":\[\d+,/, '"population":[')).toThrow(MetricsError);
    expect(changed('"nearMiss":{', '"nearMisses":{')).toThrow(
      'record.nearMiss does not fit (expected object, got undefined)',
    );
    expect(changed('"indices":[', '"indices":[1000000,')).toThrow('record.margins[0].teacher.delta[0]');
    expect(changed(/"indices":\[(\d+),\d+/, '"indices":[$1,$1')).toThrow(/delta\.indices \(each once\)/);
    expect(changed('"about":{', '"abuot":{},"about":{')).toThrow('record.abuot does not fit');
    expect(changed('"kappa":0,', '"kappa":0,"indptr":[0],')).toThrow('record.margins[0].indptr');
    expect(changed('"levels":["female"', '"levels":[{}')).toThrow('record.test.subgroups.sex.levels[0]');
    expect(changed('"fractions":[0.5', '"fractions":["a"')).toThrow('record.nearMiss.short.fractions[0]');
    expect(changed('"valid":[', '"valid":[2,')).toThrow('record.margins[0].teacher.valid[0]');
    expect(() => parseRecord('[')).toThrow(SyntaxError);
    expect(() => parseRecord('3')).toThrow('record does not fit (expected object, got number)');
  });
});

describe('a record that breaks a rule', () => {
  const first = record.margins[0]!;
  const withMargins = (...margins: unknown[]) => ({ ...record, margins });
  const broken: readonly [string, object][] = [
    [
      'population[0] (all the denied, ascending) does not fit',
      { ...record, population: record.population.map((row) => row + 1) },
    ],
    ['record.margins[0].student.delta.shape does not fit (expected 5,6,', { ...record, ...firstDenied(5) }],
    ['first kappa', withMargins({ ...first, kappa: 0.2 })],
    ['first kappa', withMargins()],
    ['margins[1] does not fit', withMargins(first, first)],
    ['record.margins[0].atTeacherRecourse.teacherMargin[0]', withMargins(withTeacherMargin(Number.NaN))],
    ['record.margins[0].teacher.cost.length does not fit', withMargins(withCost(new Float32Array(1)))],
    [
      'nearMiss.short.exists.shape',
      {
        ...record,
        nearMiss: { ...record.nearMiss, short: { ...record.nearMiss.short, fractions: [0.5, 0.8] } },
      },
    ],
    [
      'codes[0] does not fit (expected an index into the 2 levels, got 2)',
      withCodes(record.test.label.map(() => 2)),
    ],
    ['record.test.subgroups.sex.codes.length does not fit', withCodes(Int32Array.of(0))],
    [
      'record.test.subgroups.sex.levels[1] does not fit (expected each name once, got "a" again)',
      withLevels('a', 'a'),
    ],
    ['record.test.subgroups.sex.levels[0] does not fit (expected the name of a group', withLevels('', 'a')],
    [
      'record.margins[0].teacher.cost[0] does not fit (expected a finite number, got NaN)',
      withMargins(
        withCost(
          first.teacher.cost.map(() => NaN),
          first.teacher.valid.map(() => 1),
        ),
      ),
    ],
  ];

  it('has no cost that its action contradicts', () => {
    const { delta, cost, valid } = first.teacher;
    const still = { ...delta, data: new Float32Array(delta.data.length) };
    const paid = cost.findIndex((one, row) => valid[row] === 1 && one > 0);
    const teacher = { ...first.teacher, delta: still };
    expect(() => serializeRecord({ ...record, margins: [{ ...first, teacher }] })).toThrow(
      `record.margins[0].teacher.cost[${paid}] > 0 does not fit (expected false, got true). Mend cost or delta.`,
    );
    const free = withMargins(withCost(cost.map((one) => (one > 0 ? 0 : one))));
    expect(() => serializeRecord(free as RecourseRecord)).toThrow(
      /cost\[\d+\] > 0 does not fit \(expected true, got false/,
    );
  });

  function firstDenied(rows: number) {
    const { delta } = first.teacher;
    const data = delta.data.slice(0, rows * delta.shape[1]!);
    const teacher = { ...first.teacher, delta: { data, shape: [rows, 6] } };
    return { margins: [{ ...first, teacher }] };
  }
  function withTeacherMargin(value: number) {
    const teacherMargin = first.atTeacherRecourse.teacherMargin.map(() => value);
    return { ...first, atTeacherRecourse: { ...first.atTeacherRecourse, teacherMargin } };
  }
  function withCost(cost: Float32Array, valid = first.teacher.valid) {
    return { ...first, teacher: { ...first.teacher, cost, valid } };
  }
  function withLevels(...levels: string[]) {
    return withCodes(
      record.test.label.map(() => 0),
      levels,
    );
  }
  function withCodes(codes: Int32Array, levels = ['female', 'male']) {
    const sex = { levels, codes };
    return { ...record, test: { ...record.test, subgroups: { sex } } };
  }

  it.each(broken)('is refused: %s', (message, value) => {
    expect(() => recordStatistics(value as RecourseRecord)).toThrow(message);
    expect(() => serializeRecord(value as RecourseRecord)).toThrow(MetricsError);
  });
});
