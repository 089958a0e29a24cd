import { ndarray, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { choleskyFactor } from './cholesky.ts';
import { lowerGram, timesGram } from './full-rows.ts';
import { sparseRows, sumOfRows, timesCoefficients, weightedGram } from './sparse-rows.ts';

// No multiple of what is taken at once, of rows or of columns.
const [rows, width] = [71, 67];
const size = width + 1;
const stream = randomStream(3, 'full rows');
const x = sparseRows(ndarray(stream.split('x').normal([rows, width]).data, [rows, width]));
const full = x.full!;
const numbers = Float64Array.from(stream.split('numbers').normal([rows]).data, (value) => value * value);
const vector = Float64Array.from(stream.split('vector').normal([size]).data);

describe('full rows', () => {
  it('multiply as rows taken entry by entry do', () => {
    const entryByEntry = sumOfRows(
      x,
      timesCoefficients(x, vector).map((product, row) => product * numbers[row]!),
    );
    timesGram(full, numbers, vector).forEach((value, at) => expect(value).toBeCloseTo(entryByEntry[at]!, 9));
  });

  it('sum up the lower triangle of the same matrix', () => {
    const whole = weightedGram(x, numbers);
    lowerGram(full, numbers).forEach((value, at) => {
      expect(value).toBeCloseTo(at % size <= Math.floor(at / size) ? whole[at]! : 0, 9);
    });
  });
});

describe('choleskyFactor', () => {
  it('solves what the matrix multiplied', () => {
    const matrix = lowerGram(full, numbers);
    const product = timesGram(full, numbers, vector);
    choleskyFactor(matrix, size)
      .solve(product)
      .forEach((value, at) => expect(value).toBeCloseTo(vector[at]!, 5));
  });

  it('stays finite for a matrix that is only semi-definite', () => {
    const solved = choleskyFactor(Float64Array.of(1, 0, 1, 1), 2).solve(Float64Array.of(1, 1));
    expect(solved.every(Number.isFinite)).toBe(true);
  });
});
