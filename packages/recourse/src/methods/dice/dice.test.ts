import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addScaled, randomStream } from '@cfq/jit';

import { problem, rowOf } from '../../solvers/testing/small-problem.ts';
import { denseParameters } from '../../testing/dense-network.ts';
import { determinant } from './determinant.ts';
import { dice } from './dice.ts';
import { diversityOf, setGradient } from './set-gradient.ts';

const network = denseParameters([12, 16, 8, 2], 5);

describe('determinant', () => {
  it('is Laplace’s expansion, with the inverse beside it', () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 9, maxLength: 9 }), (a) => {
        // aᵀa + I is positive definite.
        const matrix = Float64Array.from({ length: 9 }, (_, at) => {
          const [i, j] = [Math.floor(at / 3), at % 3];
          const sum = [0, 1, 2].reduce((all, k) => all + a[3 * k + i]! * a[3 * k + j]!, 0);
          return sum + (i === j ? 1 : 0);
        });
        const [p, q, r, s, t, u, v, w, y] = matrix as unknown as number[];
        const { value, inverse } = determinant(matrix, 3);
        expect(value).toBeCloseTo(
          p! * (t! * y! - u! * w!) - q! * (s! * y! - u! * v!) + r! * (s! * w! - t! * v!),
          9,
        );
        for (let at = 0; at < 9; at += 1) {
          const [i, j] = [Math.floor(at / 3), at % 3];
          const product = [0, 1, 2].reduce((all, k) => all + matrix[3 * i + k]! * inverse[3 * k + j]!, 0);
          expect(product).toBeCloseTo(i === j ? 1 : 0, 9);
        }
      }),
    );
  });
});

describe('setGradient', () => {
  const scales = Float64Array.of(0.5, 0.25, 0.25);
  const x = Float32Array.of(0.3, -0.2, 0.1);
  const weights = { proximity: 0.7, diversity: 1.3 };
  const points = Float32Array.from(randomStream(3, 'set').normal([12]).data);
  const objective = (at: Float32Array) => {
    let distance = 0;
    at.forEach((value, i) => (distance += scales[i % 3]! * Math.abs(value - x[i % 3]!)));
    return (0.7 * distance) / 4 - 1.3 * diversityOf(at, 4, scales);
  };

  it('is what finite differences say', () => {
    const gradient = setGradient(points, 4, x, 0, scales, weights);
    points.forEach((value, i) => {
      const step = 2 ** -10;
      const [up, down] = [points.slice(), points.slice()];
      up[i] = value + step;
      down[i] = value - step;
      expect(gradient[i]).toBeCloseTo((objective(up) - objective(down)) / (up[i] - down[i]), 3);
    });
  });
});

describe('dice', () => {
  it('gives sets that are the more diverse the more that counts', async () => {
    const scales = new Float64Array(12).fill(1 / 6);
    const given = problem(network, { margins: [0.2], count: 3 });
    const mean = async (diversity: number) => {
      const found = (await dice.solve({ ...given, options: { diversity, steps: 40 } })).byMargin[0]!;
      const sets = [found, ...found.alternatives];
      const values: number[] = [];
      found.valid.forEach((_, row) => {
        if (!sets.every(({ valid }) => valid[row] === 1) || found.cost[row] === 0) return;
        const points = sets.flatMap(({ delta }) => [...rowOf(addScaled(given.x, delta), row)]);
        values.push(diversityOf(Float32Array.from(points), 3, scales));
      });
      return { sets: values.length, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
    };
    const [alike, diverse] = [await mean(0), await mean(8)];
    expect(diverse.sets).toBeGreaterThan(3);
    expect(diverse.mean).toBeGreaterThan(alike.mean);
  });
});
