import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { solvePenalisedLogistic } from './penalised-logistic.ts';
import { sparseRows, sumOfRows, timesCoefficients, weightedGram } from './sparse-rows.ts';

const ones = (count: number): Float64Array => new Float64Array(count).fill(1);

/** Rows with a third of zeros, and labels that follow them loosely. */
function drawn(rows: number, width: number, seed = 0): { x: NDArray; labels: Int32Array } {
  const stream = randomStream(seed, 'rows');
  const normal = stream.split('x').normal([rows, width]);
  const x = ndarray(
    normal.data.map((value, at) => (at % 3 === 0 ? 0 : value)),
    [rows, width],
  );
  const noise = stream.split('noise').normal([rows]).data;
  const labels = Int32Array.from(noise, (value, row) => Number(x.data[row * width + 1]! + value > 0.3));
  return { x, labels };
}

/** The objective by its definition, from dense rows. */
function objective(
  { x, labels }: { x: NDArray; labels: Int32Array },
  weights: Float64Array,
  penalty: number,
  at: Float64Array,
): number {
  const [rows, width] = x.shape as [number, number];
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    let z = at[width]!;
    for (let column = 0; column < width; column += 1) z += x.data[row * width + column]! * at[column]!;
    sum += weights[row]! * Math.log(1 + Math.exp(labels[row] === 1 ? -z : z));
  }
  return sum + (penalty / 2) * at.subarray(0, width).reduce((square, value) => square + value * value, 0);
}

describe('sparseRows', () => {
  it('multiplies as the dense rows do', () => {
    const { x } = drawn(7, 4);
    const sparse = sparseRows(x);
    const dense = (row: number): number[] => [...x.data.subarray(row * 4, row * 4 + 4), 1];
    const w = Float64Array.of(1, -2, 0.5, 3, 0.25);
    const products = timesCoefficients(sparse, w);
    products.forEach((value, row) =>
      expect(value).toBeCloseTo(
        dense(row).reduce((sum, entry, column) => sum + entry * w[column]!, 0),
        12,
      ),
    );
    const numbers = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
    const gram = weightedGram(sparse, numbers);
    for (let a = 0; a < 5; a += 1) {
      const sum = numbers.reduce((all, number, row) => all + number * dense(row)[a]!, 0);
      expect(sumOfRows(sparse, numbers)[a]).toBeCloseTo(sum, 10);
      for (let b = 0; b < 5; b += 1) {
        const entry = numbers.reduce((all, number, row) => all + number * dense(row)[a]! * dense(row)[b]!, 0);
        expect(gram[5 * a + b]).toBeCloseTo(entry, 10);
      }
    }
  });
});

describe('solvePenalisedLogistic', () => {
  it('knows nothing but the share of each class where no column says more: the bias is its log-odds', () => {
    const x = sparseRows(ndarray(new Float32Array(8), [8, 1]));
    const labels = Int32Array.of(1, 1, 1, 1, 1, 1, 0, 0);
    const { coefficients, converged } = solvePenalisedLogistic({ x, labels, weights: ones(8), penalty: 1 });
    expect(converged).toBe(true);
    expect(coefficients[0]).toBeCloseTo(0, 12);
    expect(coefficients[1]).toBeCloseTo(Math.log(3), 8);
    const weights = Float64Array.from(labels, (label) => (label === 1 ? 1 : 3));
    expect(solvePenalisedLogistic({ x, labels, weights, penalty: 1 }).coefficients[1]).toBeCloseTo(0, 8);
  });

  it('satisfies its own equation for one symmetric column: p w = n σ(−w)', () => {
    const x = sparseRows(ndarray([1, 1, -1, -1], [4, 1]));
    const labels = Int32Array.of(1, 1, 0, 0);
    for (const penalty of [1e-3, 0.1, 1, 50]) {
      const [w, b] = solvePenalisedLogistic({ x, labels, weights: ones(4), penalty }).coefficients;
      // Separable, and finite all the same.
      expect(penalty * w!).toBeCloseTo(4 / (1 + Math.exp(w!)), 6);
      expect(b).toBeCloseTo(0, 8);
    }
  });

  it.each([
    ['narrow rows', 60, 5],
    ['more columns than rows', 40, 70],
    ['rows too wide for a matrix', 30, 520],
    ['full rows', 90, 110],
  ])('is a minimum of what it says, by finite differences: %s', (_, rows, width) => {
    const problem = drawn(rows, width);
    const weights = Float64Array.from(problem.labels, (label) => (label === 1 ? 0.6 : 1.8));
    const { coefficients, converged, gradientNorm } = solvePenalisedLogistic({
      ...{ x: sparseRows(problem.x), labels: problem.labels, weights, penalty: 0.5 },
    });
    expect(converged).toBe(true);
    expect(gradientNorm).toBeLessThan(1e-9);
    const step = 1e-4;
    for (const column of [0, 1, width - 1, width]) {
      const moved = (by: number): number => {
        const at = coefficients.slice();
        at[column]! += by;
        return objective(problem, weights, 0.5, at);
      };
      expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(0, 5);
      expect(moved(step)).toBeGreaterThan(moved(0));
      expect(moved(-step)).toBeGreaterThan(moved(0));
    }
  });

  it('finds the same of full rows as of rows taken entry by entry', () => {
    const { x, labels } = drawn(203, 120);
    const rows = sparseRows(x);
    expect(rows.full).toBeDefined();
    const problem = { labels, weights: ones(203), penalty: 0.05 };
    const full = solvePenalisedLogistic({ ...problem, x: rows });
    const sparse = solvePenalisedLogistic({ ...problem, x: { ...rows, full: undefined } });
    expect(full.factor).toBeDefined();
    expect(sparse.factor).toBeUndefined();
    full.coefficients.forEach((value, at) => expect(value).toBeCloseTo(sparse.coefficients[at]!, 6));
  });

  it('ends where it ends, from wherever it starts', () => {
    const { x, labels } = drawn(80, 6);
    const problem = { x: sparseRows(x), labels, weights: ones(80), penalty: 0.1 };
    const cold = solvePenalisedLogistic(problem).coefficients;
    const warm = solvePenalisedLogistic({ ...problem, start: Float64Array.of(3, -3, 5, 0, 1, 2, -9) });
    warm.coefficients.forEach((value, at) => expect(value).toBeCloseTo(cold[at]!, 7));
  });
});
