import { createCompileScope, ndarray, randomStream } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvaluationError, favourableMargins, rowsModel, tracedModel, type TracedFunction } from '../index.ts';

const weight = ndarray([1, -1, 0.5, 0, 2, -0.25], [2, 3]);
const three: TracedFunction = {
  logits: (parameters, x) => tf.matMul(x, (parameters as { weight: tf.Tensor2D }).weight),
  parameters: { weight },
};

describe('tracedModel', () => {
  it('answers as plain loops do, for any number of rows and any class', async () => {
    await using scope = createCompileScope();
    for (const rows of [0, 1, 1023, 1025]) {
      const x = randomStream(rows, 'rows').normal([rows, 2]);
      for (const favourableClass of [0, 1, 2]) {
        const model = tracedModel({ ...three, favourableClass });
        const margins = await model.margins(x, { scope });
        expect(margins.length).toBe(rows);
        margins.forEach((margin, row) => {
          const logits = [0, 1, 2].map(
            (column) =>
              x.data[2 * row]! * weight.data[column]! + x.data[2 * row + 1]! * weight.data[3 + column]!,
          );
          const [own = NaN] = logits.splice(favourableClass, 1);
          expect(margin).toBeCloseTo(own - Math.max(...logits), 4);
        });
      }
    }
  });

  it('stops between chunks once it is aborted', async () => {
    const reason = new Error('enough');
    const asked = tracedModel(three).margins(ndarray([1, 2], [1, 2]), { signal: AbortSignal.abort(reason) });
    await expect(asked).rejects.toBe(reason);
  });
});

describe('favourableMargins', () => {
  it('is the difference of two logits, rounded once', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(float, float)), (pairs) => {
        const margins = favourableMargins(ndarray(pairs.flat(), [pairs.length, 2]));
        expect([...margins]).toEqual(pairs.map(([other, own]) => Math.fround(own - other)));
      }),
    );
  });

  it.each([
    [ndarray([1, 2], [2]), 1],
    [ndarray([1, 2], [2, 1]), 1],
    [ndarray(Int32Array.of(1, 2), [1, 2]), 1],
    [ndarray([1, 2], [1, 2]), 2],
    [ndarray([1, 2], [1, 2]), 0.5],
  ])('refuses what are no logits of that class', (logits, favourableClass) => {
    expect(() => favourableMargins(logits, favourableClass)).toThrow(EvaluationError);
  });
});

describe('rowsModel', () => {
  it('asks for every row once, in calls of a limited size, at once or later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -99, max: 99 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (values, rowsPerCall, later) => {
          const sizes: number[] = [];
          const model = rowsModel(
            (rows) => {
              sizes.push(rows.length);
              const answers = rows.map(([a = NaN, b = NaN]) => a - b);
              return later ? Promise.resolve(answers) : answers;
            },
            { rowsPerCall },
          );
          const x = ndarray(
            values.flatMap((value) => [value, 1]),
            [values.length, 2],
          );
          expect([...(await model.margins(x))]).toEqual(values.map((value) => value - 1));
          expect(sizes.every((size) => size >= 1 && size <= rowsPerCall)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['too few answers', () => [], /one margin a row \(expected 1, got 0\)/],
    ['no number', () => [NaN], /margins are numbers \(expected finite ones from "mine", got NaN\)/],
    ['a probability of 1 as a margin', () => [Infinity], /log\(p \/ \(1 − p\)\)/],
  ])('refuses %s', async (_, answers, message) => {
    const model = rowsModel(answers, { name: 'mine' });
    await expect(model.margins(ndarray([1], [1, 1]))).rejects.toThrow(message);
    await expect(model.margins(ndarray([1], [1, 1]))).rejects.toThrow(EvaluationError);
  });

  it('refuses calls of no rows', () => {
    expect(() => rowsModel(() => [], { rowsPerCall: 0 })).toThrow(EvaluationError);
  });
});
