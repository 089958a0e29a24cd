import { ndarray } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denseNetwork } from './dense-network.ts';
import { referenceLogits } from './reference-logits.ts';
import type { ColumnGrid } from './model/column-grid.ts';
import type { SumGrid } from './model/sum-grid.ts';

const grid = (lowest: number, highest: number, scale: number[], offset = scale.map(() => 0)): ColumnGrid => ({
  ...{ scale: Float32Array.from(scale), offset: Float32Array.from(offset), lowest, highest },
});
const identity = (width: number) => [
  {
    weight: Array.from({ length: width }, (_, row) =>
      Array.from({ length: width }, (__, column) => (row === column ? 1 : 0)),
    ),
  },
];
const columnsOn = (inputGrid: ColumnGrid, values: readonly number[], width: number) => [
  ...referenceLogits(
    denseNetwork(identity(width), { inputGrid }),
    ndarray([...values], [values.length / width, width]),
  ).data,
];

describe('columns on a grid', () => {
  it('go to the nearest step, of two to the even one, and no further than the ends', () => {
    expect(columnsOn(grid(-2, 3, [0.5]), [0.25, 0.75, -0.25, -0.8, 9, -9], 1)).toEqual([
      0, 1, 0, -1, 1.5, -1,
    ]);
  });

  it('each by its own steps from its own offset, downwards where the step is negative', () => {
    const own = grid(-2, 3, [0.5, -0.5], [0.125, 1]);
    // (1 − 0.125) / 0.5 = 1.75 → 2; (2 − 1) / −0.5 = −2; beyond that the grid ends below 0 and above 2.
    expect(columnsOn(own, [1, 2, 0.2, 9, 0, -9], 2)).toEqual([1.125, 2, 0.125, 2, 0.125, -0.5]);
  });

  it('are those of QuantizeLinear and DequantizeLinear', () => {
    const float32 = fc.double({ min: -50, max: 50, noNaN: true }).map(Math.fround);
    fc.assert(
      fc.property(
        fc.array(float32, { minLength: 1 }),
        fc.double({ min: 0.001, max: 2, noNaN: true }).map(Math.fround),
        fc.integer({ min: 0, max: 255 }),
        (values, scale, zeroPoint) => {
          const expected = values.map((value) => {
            const steps = Math.fround(value / scale);
            const [below, rest] = [Math.floor(steps), steps - Math.floor(steps)];
            const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
            const code = Math.min(255, Math.max(0, (up ? below + 1 : below) + zeroPoint));
            return Math.fround((code - zeroPoint) * scale);
          });
          const on = columnsOn(grid(-zeroPoint, 255 - zeroPoint, [scale]), values, 1);
          expect(on.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
        },
      ),
    );
  });
});

describe('sums on grids', () => {
  const sums = (lowest: number, highest: number, scale: number, bias: number[]): SumGrid => ({
    ...{ lowest, highest, scale, bias: Float32Array.from(bias) },
  });
  const logits = (sumGrids: readonly SumGrid[], x: readonly number[]) => [
    ...referenceLogits(
      denseNetwork([{ weight: [[1, -2]], bias: [0.1, 0.2], sumGrids }]),
      ndarray([...x], [x.length, 1]),
    ).data,
  ];
  const f = Math.fround;

  it('are rounded with what is added before, and the bias behind', () => {
    // 0.6 + 0.5 = 1.1 → 2 steps of 0.5; −1.2 − 0.5 = −1.7 → −3 steps.
    expect(logits([sums(-4, 3, 0.5, [0.5, -0.5])], [0.6])).toEqual([f(1 + f(0.1)), f(-1.5 + f(0.2))]);
    expect(logits([sums(-4, 3, 0.5, [0, 0])], [90])).toEqual([f(1.5 + f(0.1)), f(-2 + f(0.2))]);
  });

  it('one after another', () => {
    // 0.6 → 0.5, + 0.3 = 0.8 → 0.75; −1.2 → −1, − 0.3 = −1.3 → −1.25.
    const grids = [sums(-8, 7, 0.5, [0, 0]), sums(-8, 7, 0.25, [0.3, -0.3])];
    expect(logits(grids, [0.6])).toEqual([f(0.75 + f(0.1)), f(-1.25 + f(0.2))]);
  });
});

describe('a grid is refused', () => {
  const rounded = (inputGrid: Partial<ColumnGrid>) =>
    denseNetwork(identity(2), { inputGrid: { ...grid(-2, 3, [0.5]), ...inputGrid } });
  const summed = (sumGrid: Partial<SumGrid>) =>
    denseNetwork(
      identity(2).map((layer) => ({
        ...layer,
        sumGrids: [{ lowest: -1, highest: 1, scale: 1, bias: new Float32Array(2), ...sumGrid }],
      })),
    );
  it.each<[string, () => unknown, RegExp]>([
    ['that begins above 0', () => rounded({ lowest: 1 }), /input grid: .*got 1 to 3/],
    ['that ends below 0', () => rounded({ highest: -1 }), /got -2 to -1/],
    ['of a single step', () => rounded({ lowest: 0, highest: 0 }), /got 0 to 0/],
    ['between steps', () => rounded({ highest: 2.5 }), /whole step/],
    ['of more than 16 bits', () => rounded({ highest: 65534 }), /at most 65535 steps/],
    [
      'of other than one step or one a column',
      () => rounded({ scale: new Float32Array(3).fill(1) }),
      /1 or 2/,
    ],
    ['with an offset too many', () => rounded({ offset: new Float32Array(2) }), /got 1 and 2/],
    ['with a step of 0', () => rounded({ scale: Float32Array.of(0) }), /not 0/],
    [
      'with an offset that is none',
      () => rounded({ offset: Float32Array.of(NaN) }),
      /offsets must be finite/,
    ],
    ['of sums with a step below 0', () => summed({ scale: -1 }), /"dense0": a grid has a positive scale/],
    ['of sums that end below 0', () => summed({ highest: -1 }), /got -1 to -1/],
    ['of sums with a bias too few', () => summed({ bias: new Float32Array(1) }), /expected 2, got 1/],
    [
      'of sums with a bias that is none',
      () => summed({ bias: Float32Array.of(0, Infinity) }),
      /biases before/,
    ],
  ])('%s', (_, make, said) => {
    expect(make).toThrow(said);
  });
});
