import { jit, ndarray, valueAndGrad } from '@cfq/jit';
import { firstBrokenLaw } from '@cfq/parts';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { distilAlong } from './distil-along.ts';
import { distilFeasible } from './distil-feasible.ts';
import { distilRecourse } from './distil-recourse.ts';
import { distil } from './distil.ts';
import { feasibleMatch } from './feasible-match.ts';
import { hinge } from './hinge.ts';
import { match } from './match.ts';
import { nearMiss } from './near-miss.ts';
import { task } from './task.ts';
import { valid } from './valid.ts';
import { dataPoints } from '../samplers/data-points.ts';
import { termLaws } from '../testing/index.ts';
import { defineTerm } from './define-term.ts';
import { objectiveTerm, terms } from './terms.ts';
import type { ObjectiveTerm, PointTerm } from './objective-term.ts';

const student = [
  [0.3, -0.4],
  [-1.2, 0.9],
  [0.05, 0.1],
  [2, -1],
];
const teacher = [
  [0.5, -0.1],
  [-1, 1.3],
  [0.2, 0],
  [1.5, -1.2],
];
const labels = [1, 1, 0, 0];
const target = 1;

const margin = (row: readonly number[]): number => row[1]! - row[0]!;
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const entropyTo = (rows: readonly (readonly number[])[], classes: readonly number[]): number =>
  mean(rows.map((row, i) => Math.log(row.reduce((sum, g) => sum + Math.exp(g), 0)) - row[classes[i]!]!));
const matched = (rows: readonly (readonly number[])[]): number =>
  mean(
    rows.map((row, i) => {
      const promised = margin(teacher[i]!);
      const error = margin(row) - promised;
      const tooKind = promised <= 0 && error > 0 ? 4 : 1;
      return (Math.exp(-Math.abs(promised) / 0.5) + 0.1) * tooKind * error ** 2;
    }),
  );

/** Every term as a formula in plain numbers. */
const formulas: readonly (readonly [PointTerm, (rows: readonly (readonly number[])[]) => number])[] = [
  [task, (rows) => entropyTo(rows, labels)],
  [valid, (rows) => entropyTo(rows, [target, target, target, target])],
  [distil, (rows) => mean(rows.map((row, i) => (margin(row) - margin(teacher[i]!)) ** 2 / 4))],
  [distilAlong, (rows) => mean(rows.map((row, i) => (margin(row) - margin(teacher[i]!)) ** 2 / 4))],
  [distilFeasible, (rows) => mean(rows.map((row, i) => (margin(row) - margin(teacher[i]!)) ** 2 / 4))],
  [distilRecourse, (rows) => mean(rows.map((row, i) => (margin(row) - margin(teacher[i]!)) ** 2 / 4))],
  [hinge({ gamma: 0.5 }), (rows) => mean(rows.map((row) => Math.max(0, 0.5 - margin(row))))],
  [match, matched],
  [nearMiss, matched],
  [feasibleMatch, matched],
];

describe.each(Object.values<ObjectiveTerm>(terms))('$name', (term) => {
  for (const { name, check } of termLaws(term)) it(name, check);
});

it('a term from outside is refused by the law it breaks', async () => {
  const constant = defineTerm<Omit<PointTerm, 'part'>>({
    ...{ kind: 'points', name: 'constant', description: 'nothing', source: 'none', sampler: dataPoints },
    value: ({ student: g }) => tf.mul<tf.Scalar>(tf.mean(g), 0),
  });
  const broken = await firstBrokenLaw(termLaws(constant));
  expect(broken?.name).toBe('a finite loss, with a finite gradient that moves the student');
  expect(() => defineTerm({ ...constant, part: undefined } as never)).toThrow(/unknown field "part"/);
  expect(() => objectiveTerm('valdi')).toThrow(/unknown term "valdi" \(expected one of activation-penalty, /);
});

describe('objective terms', () => {
  for (const [term, formula] of formulas) {
    it(`${term.name}: value is its formula, gradient its finite difference`, async () => {
      const run = jit(
        (g: tf.Tensor2D, promised: tf.Tensor2D, y: tf.Tensor1D) => {
          const { value, gradients } = valueAndGrad((rows: tf.Tensor2D) =>
            term.value({ student: rows, teacher: promised, labels: y, target }),
          )(g);
          return { value, gradients };
        },
        { name: `${term.name} test` },
      );
      const { value, gradients } = await run(
        ndarray(student.flat(), [4, 2]),
        ndarray(teacher.flat(), [4, 2]),
        ndarray(Int32Array.from(labels), [4]),
      );
      await run.dispose();
      expect(value.data[0]).toBeCloseTo(formula(student), 5);
      student.forEach((row, i) =>
        row.forEach((_, c) => {
          const moved = (by: number): number[][] =>
            student.map((r, n) => r.map((g, k) => (n === i && k === c ? g + by : g)));
          const slope = (formula(moved(1e-5)) - formula(moved(-1e-5))) / 2e-5;
          expect(gradients.data[2 * i + c]).toBeCloseTo(slope, 4);
        }),
      );
    });
  }

  it('a copy of the teacher costs nothing in the terms that match it', async () => {
    for (const term of [
      distil,
      distilAlong,
      distilFeasible,
      distilRecourse,
      match,
      nearMiss,
      feasibleMatch,
    ]) {
      const run = jit(
        (g: tf.Tensor2D, y: tf.Tensor1D) => term.value({ student: g, teacher: g, labels: y, target }),
        { name: `${term.name} copy test` },
      );
      const value = await run(ndarray(teacher.flat(), [4, 2]), ndarray(Int32Array.from(labels), [4]));
      await run.dispose();
      expect(value.data[0]).toBeCloseTo(0, 10);
    }
  });

  it('saying yes to everybody wins the validity term and loses the matched ones', async () => {
    const yes = { data: student.flatMap(() => [0, 8]), shape: [4, 2] };
    for (const [term] of formulas) {
      const run = jit(
        (g: tf.Tensor2D, promised: tf.Tensor2D, y: tf.Tensor1D) =>
          term.value({ student: g, teacher: promised, labels: y, target }),
        { name: `${term.name} generous test` },
      );
      const { data } = await run(
        ndarray(yes.data, yes.shape),
        ndarray(teacher.flat(), [4, 2]),
        ndarray(Int32Array.from(labels), [4]),
      );
      await run.dispose();
      if (term === valid || term.name === 'hinge') expect(data[0]).toBeLessThan(0.001);
      else expect(data[0]).toBeGreaterThan(1);
    }
  });

  it('hinge refuses a margin that is not positive', () => {
    expect(() => hinge({ gamma: 0 })).toThrow(
      'hinge: gamma is a margin in logits (expected a positive number, got 0)',
    );
  });
});
