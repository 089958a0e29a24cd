import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { decode, lsq, uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlated, errorsOnRows } from '../../test-help/layer-errors.ts';
import { TrainingError } from '../../training-error.ts';
import { gptq } from './gptq.ts';
import { gramMatrix } from './gram-matrix.ts';
import { inverseFactor } from './inverse-factor.ts';
import { outputErrors } from './output-errors.ts';
import { secondOrderRounding } from './second-order-rounding.ts';

/** The inverse of a small matrix by Gauss and Jordan. */
function inverse(matrix: number[][]): number[][] {
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  work.forEach((row, i) => {
    const pivot = row[i]!;
    row.forEach((value, j) => (row[j] = value / pivot));
    work.forEach((other, k) => {
      const share = other[i]!;
      if (k !== i) other.forEach((value, j) => (other[j] = value - share * row[j]!));
    });
  });
  return work.map((row) => row.slice(matrix.length));
}

const width = 5;
/** A layer of a few weights, its rows, and its grid at three bits. */
function layer(seed: number, outputs = 3) {
  const weight = randomStream(seed, 'weight').normal([width, outputs]);
  const x = correlated(seed, 40, width);
  const learned = uniformSymmetric.init(weight, 3, { axis: 1 });
  return { weight, x, gram: gramMatrix(x), grid: { quantizer: uniformSymmetric, learned, bits: 3 } };
}

describe('what second-order rounding is made of', () => {
  it('the Gram matrix is that of the rows, zeros and all', () => {
    const x = correlated(3, 7, 4);
    for (const at of [0, 5, 6, 7, 20]) x.data[at] = 0;
    const gram = gramMatrix(x);
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 4; j += 1) {
        let sum = 0;
        for (let row = 0; row < 7; row += 1) sum += x.data[4 * row + i]! * x.data[4 * row + j]!;
        expect(gram[4 * i + j]).toBeCloseTo(sum / 7, 10);
      }
    }
  });

  it('the factor of the inverse is upper triangular, and its square is the inverse', () => {
    const gram = gramMatrix(correlated(4, 30, width));
    const factor = inverseFactor(gram);
    const rows = Array.from({ length: width }, (_, i) => Array.from(gram.slice(i * width, (i + 1) * width)));
    inverse(rows).forEach((row, i) =>
      row.forEach((value, j) => {
        let product = 0;
        for (let k = 0; k < width; k += 1) product += factor[k * width + i]! * factor[k * width + j]!;
        expect(product).toBeCloseTo(value, 8);
        if (j < i) expect(factor[i * width + j]).toBe(0);
      }),
    );
  });

  it('errors of outputs are those on the rows', () => {
    const { weight, x, gram } = layer(5);
    const zero = ndarray(new Float32Array(weight.data.length), weight.shape);
    const found = outputErrors(Float64Array.from(weight.data), gram);
    errorsOnRows(x, weight, zero).forEach((error, j) => expect(found[j]).toBeCloseTo(error, 8));
  });
});

describe('second-order rounding', () => {
  it('is the optimal brain quantizer in a fixed order, or nearest where that is better', () => {
    let brain = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const { weight, x, gram, grid } = layer(seed, 1);
      const [scale] = grid.learned.scale.data;
      const nearestCode = (value: number): number => Math.min(Math.max(Math.round(value / scale!), -4), 3);
      // Frantar & Alistarh 2022, eq. 4, with the inverse of what is left found anew at each step.
      const left = Array.from(weight.data);
      const codes: number[] = [];
      for (let i = 0; i < width; i += 1) {
        const rest = Array.from({ length: width - i }, (_, at) => i + at);
        const inverted = inverse(rest.map((row) => rest.map((column) => gram[row * width + column]!)));
        codes.push(nearestCode(left[i]!));
        const error = (left[i]! - codes[i]! * scale!) / inverted[0]![0]!;
        rest.forEach((index, at) => (left[index] = left[index]! - error * inverted[at]![0]!));
      }
      const asWeights = (some: number[]): NDArray =>
        ndarray(
          some.map((code) => code * scale!),
          [width, 1],
        );
      const nearest = asWeights(Array.from(weight.data, nearestCode));
      const [byBrain, byNearest] = [asWeights(codes), nearest].map((one) => errorsOnRows(x, weight, one)[0]!);
      const found = secondOrderRounding({ weight, grid, gram, mask: null, damping: 0, actOrder: false });
      const wanted = byBrain! < byNearest! - 1e-9 ? asWeights(codes) : nearest;
      brain += Number(byBrain! < byNearest! - 1e-9);
      found.data.forEach((value, at) => expect(value).toBeCloseTo(wanted.data[at]!, 5));
    }
    expect(brain).toBeGreaterThan(5);
  });

  it('is on the grid, and of no output worse than nearest, whatever the order and the damping', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.boolean(), fc.constantFrom(0.001, 0.01, 1), (seed, actOrder, damping) => {
        const { weight, x, gram, grid } = layer(seed);
        for (const quantizer of [uniformSymmetric, uniformAffine]) {
          const on = { ...grid, quantizer, learned: quantizer.init(weight, 3, { axis: 1 }) };
          const rounded = secondOrderRounding({ weight, grid: on, gram, mask: null, damping, actOrder });
          const encode = (some: NDArray) => decode(quantizer.encode(some, on.learned as never, 3));
          expect(encode(rounded).data).toEqual(rounded.data);
          const [found, nearest] = [rounded, encode(weight)].map((one) => errorsOnRows(x, weight, one));
          found!.forEach((error, j) => expect(error).toBeLessThanOrEqual(nearest![j]! * (1 + 1e-6)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('comes closer to the best of all roundings than nearest does', () => {
    let [nearest, found, best] = [0, 0, 0];
    for (let seed = 0; seed < 12; seed += 1) {
      const { weight, x, gram, grid } = layer(seed, 1);
      const [scale] = grid.learned.scale.data;
      const around = Array.from(weight.data, (w) =>
        [Math.floor(w / scale!), Math.floor(w / scale!) + 1].map((code) => Math.min(Math.max(code, -4), 3)),
      );
      const all = around.reduce<number[][]>(
        (some, codes) => some.flatMap((before) => codes.map((code) => [...before, code * scale!])),
        [[]],
      );
      const errors = all.map((one) => errorsOnRows(x, weight, ndarray(one, [width, 1]))[0]!);
      const rounded = secondOrderRounding({ weight, grid, gram, mask: null, damping: 0.01, actOrder: true });
      best += Math.min(...errors);
      found += errorsOnRows(x, weight, rounded)[0]!;
      nearest += errorsOnRows(x, weight, decode(uniformSymmetric.encode(weight, grid.learned, 3)))[0]!;
    }
    expect(found - best).toBeLessThan(0.3 * (nearest - best));
  });

  it('leaves pruned weights at zero, and inputs that never occur at their nearest codes', () => {
    const { weight, grid } = layer(9);
    const x = correlated(9, 40, width);
    for (let row = 0; row < 40; row += 1) x.data[row * width + 2] = 0;
    const mask = ndarray(
      Float32Array.from(weight.data, (_, at) => Number(at % 4 !== 0)),
      weight.shape,
    );
    const settings = { weight, grid, damping: 0.01, actOrder: true };
    const pruned = secondOrderRounding({ ...settings, gram: gramMatrix(x), mask });
    mask.data.forEach((kept, at) => kept === 0 && expect(pruned.data[at]).toBe(0));
    const nearest = decode(uniformSymmetric.encode(weight, grid.learned, 3)).data;
    const whole = secondOrderRounding({ ...settings, gram: gramMatrix(x), mask: null });
    expect(whole.data.slice(6, 9)).toEqual(nearest.slice(6, 9));
    const nothing = secondOrderRounding({ ...settings, gram: new Float64Array(25), mask: null });
    expect(nothing.data).toEqual(nearest);
  });

  it('refuses a damping that is none, and a quantizer without a grid of codes', () => {
    expect(() => gptq({ damping: 0 })).toThrow(TrainingError);
    const { weight, gram } = layer(1);
    const without = Object.fromEntries(Object.entries(lsq).filter(([field]) => field !== 'grid'));
    const grid = { quantizer: without as unknown as typeof lsq, learned: lsq.init(weight, 3), bits: 3 };
    const settings = { weight, gram, mask: null, damping: 0.01, actOrder: true };
    expect(() => secondOrderRounding({ ...settings, grid })).toThrow(/"lsq" has no grid of codes/);
  });
});
