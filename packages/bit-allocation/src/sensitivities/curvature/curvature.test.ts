import { createCompileScope, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { fisherSensitivity } from '../fisher.ts';
import { hawqSensitivity } from '../hawq.ts';
import { hawqV2Sensitivity } from '../hawq-v2.ts';
import { sensitivityBatches } from '../sensitivity-batches.ts';
import { hessianProducts } from './hessian-products.ts';
import { hutchinsonTraces, randomSigns } from './hutchinson-traces.ts';
import {
  denseHessian,
  largestEigenvalue,
  meanLoss,
  rowLoss,
  smallProblem,
  smallWeights,
  squaredError,
} from './small-net.test-support.ts';

const names = ['first', 'second'] as const;
const dense = { first: denseHessian('first'), second: denseHessian('second') };

describe('products with the Hessian', () => {
  it('are the columns of the dense Hessian, for any batch size', async () => {
    await using scope = createCompileScope();
    const units = names.flatMap((layer) =>
      smallWeights[layer].map((_, at) => ({
        ...{ layer, at },
        direction: { [layer]: Float64Array.from(smallWeights[layer], (_w, row) => Number(row === at)) },
      })),
    );
    for (const batchSize of [4, 9]) {
      const batches = sensitivityBatches('test', smallProblem.rows, batchSize);
      const multiply = hessianProducts({ model: smallProblem.model, batches, rows: 9, scope });
      const { loss, products } = await multiply(units.map(({ direction }) => direction));
      expect(loss).toBeCloseTo(meanLoss(smallWeights), 5);
      units.forEach(({ layer, at }, unit) =>
        products[unit]![layer]!.forEach((value, row) =>
          expect(value).toBeCloseTo(dense[layer][row]![at]!, 4),
        ),
      );
    }
  });
});

describe('hutchinsonTraces', () => {
  it('is exact for a diagonal matrix, and within its error of a trace', async () => {
    const sizes = { a: 3, b: 2 };
    const diagonal = { a: [1, 2, 3], b: [-4, 1] };
    const exact = await hutchinsonTraces({
      products: (vectors) =>
        Promise.resolve(
          vectors.map((v) => ({
            a: Float64Array.from(v['a']!, (value, at) => value * diagonal.a[at]!),
            b: Float64Array.from(v['b']!, (value, at) => value * diagonal.b[at]!),
          })),
        ),
      vectors: randomSigns({ sizes, probes: 3, stream: randomStream(0) }),
      together: 2,
    });
    expect(exact).toEqual({ a: { trace: 6, standardError: 0 }, b: { trace: -3, standardError: 0 } });
    const { first } = await hutchinsonTraces({
      products: (vectors) =>
        Promise.resolve(
          vectors.map((v) => ({
            first: Float64Array.from(dense.first, (row) =>
              row.reduce((sum, value, at) => sum + value * v['first']![at]!, 0),
            ),
          })),
        ),
      vectors: randomSigns({ sizes: { first: 12 }, probes: 400, stream: randomStream(1) }),
    });
    const trace = dense.first.reduce((sum, row, at) => sum + row[at]!, 0);
    expect(first!.standardError).toBeLessThan(0.3 * trace);
    expect(Math.abs(first!.trace - trace)).toBeLessThan(4 * first!.standardError);
  });
});

describe('sensitivities by curvature', () => {
  it('hawq: the top eigenvalue of the dense block', async () => {
    const { lossIncrease, baseline, rows } = await hawqSensitivity.measure(smallProblem);
    expect(baseline).toBeCloseTo(meanLoss(smallWeights), 5);
    expect(rows).toBe(9);
    names.forEach((layer, index) => {
      const top = Math.abs(largestEigenvalue(dense[layer]));
      [2, 4].forEach((bits, column) => {
        const ratio = lossIncrease[index]![column]! / (0.5 * top * squaredError(layer, bits));
        expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
      });
    });
  });

  it('hawq-v2: the average trace of the dense block, within what 50 vectors leave', async () => {
    const { lossIncrease } = await hawqV2Sensitivity.measure(smallProblem);
    names.forEach((layer, index) => {
      const block = dense[layer];
      const average = block.reduce((sum, row, at) => sum + row[at]!, 0) / block.length;
      // The variance of one probe is 2 Σ_{i≠j} H_ij², over both blocks at most.
      const spread = Math.sqrt(
        [dense.first, dense.second]
          .flatMap((own) => own.flatMap((row, i) => row.map((value, j) => (i === j ? 0 : 2 * value * value))))
          .reduce((sum, value) => sum + value, 0) / 50,
      );
      const slack = 4 * spread * 0.5 * squaredError(layer, 2);
      const expected = 0.5 * Math.max(0, average) * squaredError(layer, 2);
      expect(Math.abs(lossIncrease[index]![0]! - expected)).toBeLessThan(slack / block.length);
      expect(lossIncrease[index]![1]! / lossIncrease[index]![0]!).toBeCloseTo(
        squaredError(layer, 4) / squaredError(layer, 2),
        4,
      );
    });
  });

  it('fisher: squared slopes of every row alone, by finite differences', async () => {
    const { lossIncrease } = await fisherSensitivity.measure(smallProblem);
    const step = 1e-5;
    names.forEach((layer, index) => {
      const own = smallWeights[layer];
      const information = own.map((_, at) => {
        const moved = (by: number) => ({
          ...smallWeights,
          [layer]: own.map((w, i) => w + (i === at ? by : 0)),
        });
        const squares = Array.from({ length: 9 }, (_row, row) => {
          const slope = (rowLoss(moved(step), row) - rowLoss(moved(-step), row)) / (2 * step);
          return slope * slope;
        });
        return squares.reduce((sum, value) => sum + value, 0) / 9;
      });
      [2, 4].forEach((bits, column) => {
        const expected = own.reduce(
          (sum, w, at) => sum + 0.5 * information[at]! * (Math.round(w * bits) / bits - w) ** 2,
          0,
        );
        expect(lossIncrease[index]![column]).toBeCloseTo(expected, 5);
      });
    });
  });

  it('a model that is not finite is refused', async () => {
    const { data, shape } = smallProblem.rows.x;
    const rows = { ...smallProblem.rows, x: { data: data.map(() => Infinity), shape } };
    for (const entry of [hawqSensitivity, hawqV2Sensitivity, fisherSensitivity]) {
      await expect(entry.measure({ ...smallProblem, rows })).rejects.toThrow(/finite/);
    }
  });
});
