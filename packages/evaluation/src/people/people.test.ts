import { createEncoder, fitFeatureSpace, parseCsvDataset, type FeatureSpace } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import { parseRecord, serializeRecord, type RecourseRecord } from '@cfq/metrics';
import {
  actionSetFromFeatureSpace,
  assertFeasible,
  cost,
  type ActionSet,
  type CostSpec,
} from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { choosePeople, describeAction, evaluate, explainPeople, EvaluationError } from '../index.ts';

const homes = ['rent', 'own', 'free'];
const lines = Array.from(
  { length: 60 },
  (_, row) => `${3000 + 137 * row},${homes[row % 3]},${(row % 7) / 2},${row % 4 === 0 ? 'no' : 'yes'}`,
);
const { table, features } = parseCsvDataset({
  csv: `amount,home,debts,paid\n${lines.join('\n')}\n`,
  schema: {
    name: 'loans',
    label: { column: 'paid', favourable: 'yes' },
    sparsity: 2,
    columns: {
      amount: { kind: 'numeric', integer: true, unit: 'DM' },
      home: { kind: 'categorical' },
      debts: { kind: 'numeric' },
    },
  },
});
const space = fitFeatureSpace({
  table,
  features,
  trainRows: Int32Array.from({ length: 60 }, (_, row) => row),
  sparsity: 2,
});
const encoder = createEncoder(space);
const encode = (amount: number, home: string, debts: number) =>
  encoder.encodeRows([{ amount, home, debts }]).data;
const between = (from: Float32Array, to: Float32Array) => from.map((value, column) => to[column]! - value);

describe('describeAction', () => {
  it('says what changes in the values of the data', () => {
    const x = encode(5800, 'rent', 1);
    const delta = between(x, encode(5200, 'own', 1));
    expect(describeAction({ featureSpace: space, x, delta })).toEqual({
      changes: [
        { feature: 'amount', from: 5800, to: 5200, unit: 'DM' },
        { feature: 'home', from: 'rent', to: 'own' },
      ],
      sentence: 'amount: 5\u00a0800 → 5\u00a0200 DM; home: rent → own',
    });
  });

  it('shows as many digits as tell two numbers apart', () => {
    const x = encode(5800, 'rent', 1.5);
    const near = describeAction({
      featureSpace: space,
      x,
      delta: between(x, encode(5800, 'rent', 1.5011)),
    });
    expect(near.sentence).toBe('debts: 1.5 → 1.501');
    const nothing = describeAction({ featureSpace: space, x, delta: x.map(() => 0) });
    expect(nothing).toEqual({ changes: [], sentence: 'no change' });
  });

  it('refuses rows of another width', () => {
    const x = encode(5800, 'rent', 1);
    expect(() => describeAction({ featureSpace: space, x, delta: [0] })).toThrow(
      /describeAction: delta is one encoded row \(expected 5 columns, got 1\)/,
    );
  });
});

describe('people of a record', () => {
  const scores = (bias: number) => ({
    logits: (parameters: unknown, x: tf.Tensor2D) => {
      const { weight, bias: at } = parameters as { weight: tf.Tensor2D; bias: tf.Scalar };
      const score = tf.add<tf.Tensor2D>(tf.matMul(x, weight), at);
      return tf.concat([tf.zerosLike(score), score], 1);
    },
    parameters: {
      weight: ndarray([-1, 0, 0.5, 0, -0.4], [5, 1]),
      bias: ndarray([bias], []),
    },
  });
  const x = encoder.encodeTable(table);
  let record: RecourseRecord;
  beforeAll(async () => {
    record = await evaluate({
      teacher: scores(0),
      student: scores(-0.1),
      x: ndarray(x.data, [...x.shape]),
      labels: Array.from({ length: 60 }, (_, row) => Number(row % 4 !== 0)),
      actionSet: actionSetFromFeatureSpace(space),
      margins: [0, 0.2],
      featureSpace: space,
    });
  });

  it('have raw values that survive the file, before and after', () => {
    const { raw, population } = parseRecord(serializeRecord(record));
    expect(raw).toEqual(record.raw);
    expect(raw!.features).toEqual([
      { name: 'amount', kind: 'numeric', unit: 'DM', step: 1 },
      { name: 'home', kind: 'categorical' },
      { name: 'debts', kind: 'numeric' },
    ]);
    population.forEach((row, person) => {
      const [amount, home, debts] = lines[row]!.split(',');
      const [ownAmount, ownHome, ownDebts] = raw!.before[person]!;
      expect([ownAmount, ownHome]).toEqual([Number(amount), home]);
      expect(ownDebts).toBeCloseTo(Number(debts), 5);
    });
    // What is asked, encoded again, is where the action leads.
    const { teacher } = record.margins[1]!;
    raw!.margins[1]!.teacher.forEach((action, person) => {
      if (action === null) {
        expect(teacher.valid[person]).toBe(0);
        return;
      }
      const after = raw!.before[person]!.slice();
      action.features.forEach((place, index) => (after[place] = action.to[index]!));
      const [amount, home, debts] = after as [number, string, number];
      encode(amount, home, debts).forEach((value, column) => {
        const start = x.data[5 * population[person]! + column]!;
        expect(value).toBeCloseTo(start + teacher.delta.data[5 * person + column]!, 5);
      });
    });
  });

  it('have all that their costs and their feasibility follow from', () => {
    const { raw, encoding, margins } = parseRecord(serializeRecord(record));
    const {
      featureSpace,
      actionSet,
      cost: spec,
    } = encoding as {
      featureSpace: FeatureSpace;
      actionSet: ActionSet;
      cost: CostSpec;
    };
    expect(
      featureSpace.features.map(({ name, start, width, categories }) => [name, start, width, categories]),
    ).toEqual([
      ['amount', 0, 1, undefined],
      ['home', 1, 3, ['free', 'own', 'rent']],
      ['debts', 4, 1, undefined],
    ]);
    const people = raw!.before.map((row) =>
      Object.fromEntries(row.map((value, place) => [raw!.features[place]!.name, value])),
    );
    const own = createEncoder(featureSpace).encodeRows(people);
    const rows = ndarray(own.data, [...own.shape]);
    for (const { teacher, student } of margins) {
      for (const { delta, cost: stated, valid } of [teacher, student]) {
        const actions = ndarray(delta.data, [...delta.shape]);
        assertFeasible(rows, actions, actionSet);
        cost(actions, actionSet, spec).forEach((paid, person) => {
          if (valid[person] === 1) expect(paid).toBeCloseTo(stated[person]!, 5);
        });
      }
    }
    expect(() => serializeRecord({ ...record, encoding: null as never })).toThrow(
      'record.encoding does not fit (expected object, got null)',
    );
  });

  it('are three by default, from cheap to dear, the same for the same seed', () => {
    const shown = explainPeople(record, { seed: 4 });
    expect(shown.length).toBe(3);
    const costs = shown.map(({ cost }) => cost);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(explainPeople(record, { seed: 4 })).toEqual(shown);
    expect(choosePeople(record, { count: 1000 }).length).toBe(
      record.margins[1]!.teacher.valid.filter((one) => one === 1).length,
    );
    const { population, margins, test } = record;
    for (const person of shown) {
      const place = population.indexOf(person.row);
      const { teacher, atTeacherRecourse } = margins[1]!;
      expect(person.kappa).toBe(0.2);
      expect(person.cost).toBe(teacher.cost[place]);
      expect(person.teacherMargin).toBeGreaterThanOrEqual(0.2);
      expect(person.kept).toBe(atTeacherRecourse.studentPrediction[place] === 1);
      expect(person.approvedAsTheyAre).toBe(test.studentPrediction[person.row] === 1);
      expect(person.action.changes.length).toBeGreaterThan(0);
      expect(person.before[0]).toEqual({
        feature: { name: 'amount', kind: 'numeric', unit: 'DM', step: 1 },
        value: 3000 + 137 * person.row,
      });
    }
  });

  it('are shown at a margin that was measured, of a record that knows their values', () => {
    expect(() => explainPeople(record, { kappa: 0.3 })).toThrow('expected one of 0, 0.2, got 0.3');
    expect(() => explainPeople(record, { count: -1 })).toThrow(EvaluationError);
    const bare = { ...record };
    delete (bare as { raw?: unknown }).raw;
    expect(() => explainPeople(bare)).toThrow('Pass featureSpace to the evaluation.');
    expect(choosePeople(bare, { seed: 4 })).toEqual(choosePeople(record, { seed: 4 }));
  });
});
