import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { denseNetwork, referenceLogits, type ColumnGrid, type Network } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AffineColumn } from './column-of-cell.ts';
import { foldColumns } from './fold-columns.ts';

const width = 4;
const rows = 12;

const network = (columns: number, inputGrid: ColumnGrid, rounded: boolean): Network => {
  const bias = (outputs: number) => randomStream(outputs, 'bias').normal([outputs]);
  const sumGrids = [{ scale: 0.25, lowest: -60, highest: 67, bias: Float32Array.from(bias(5).data) }];
  return denseNetwork(
    [
      {
        weight: randomStream(0, 'first').normal([columns, 5]),
        bias: bias(5),
        ...(rounded && { sumGrids }),
        grid: { scale: 0.125, bits: 8 },
      },
      { weight: randomStream(0, 'last').normal([5, 2]), bias: bias(2) },
    ],
    { inputGrid },
  );
};

/** What the columns are at encoded rows, in plain loops. */
function columnsAt(columns: readonly AffineColumn[], { data }: NDArray): NDArray {
  const values = Array.from({ length: rows * columns.length }, (_, at) => {
    const { factors, constant } = columns[at % columns.length]!;
    const row = Math.floor(at / columns.length);
    return [...factors].reduce(
      (sum, [column, factor]) => sum + factor * data[row * width + column]!,
      constant,
    );
  });
  return ndarray(Float32Array.from(values), [rows, columns.length]);
}

const number = fc.double({ min: -2, max: 2, noNaN: true }).filter((value) => Math.abs(value) > 0.05);
const single = fc
  .record({ column: fc.integer({ min: 0, max: width - 1 }), factor: number, constant: number })
  .map(({ column, factor, constant }) => ({ factors: new Map([[column, factor]]), constant }));
const several = fc
  .record({ factors: fc.array(number, { minLength: width, maxLength: width }), constant: number })
  .map(({ factors, constant }) => ({
    factors: new Map(factors.map((factor, at) => [at, factor])),
    constant,
  }));
const none = number.map((constant) => ({ factors: new Map<number, number>(), constant }));
const grids = (columns: number) =>
  fc
    .record({ own: fc.boolean(), lowest: fc.integer({ min: -40, max: 0 }) })
    .map(({ own, lowest }): ColumnGrid => ({
      scale: own
        ? Float32Array.from(
            randomStream(columns, 'scale').uniform([columns]).data,
            (value) => value / 4 + 0.05,
          )
        : Float32Array.of(0.06),
      offset: own
        ? Float32Array.from(randomStream(columns, 'offset').normal([columns]).data)
        : Float32Array.of(0),
      ...{ lowest, highest: lowest + 63 },
    }));

describe('foldColumns of rounded columns', () => {
  const x = randomStream(1, 'rows').normal([rows, width]);
  it('answers at encoded rows as the network does at its columns', () => {
    const cases = fc
      .array(fc.oneof(single, none, several), { minLength: 1, maxLength: 5 })
      .chain((columns) => fc.tuple(fc.constant(columns), grids(columns.length), fc.boolean()));
    fc.assert(
      fc.property(cases, ([columns, grid, rounded]) => {
        const own = network(columns.length, grid, rounded);
        const expected = referenceLogits(own, columnsAt(columns, x)).data;
        const { data } = referenceLogits(foldColumns(own, columns, width), x);
        // A column in the middle between two steps may go to either.
        const apart = data.filter((value, at) => Math.abs(value - expected[at]!) > 1e-4).length;
        expect(apart).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps one step for all where columns are encoded ones in another order', () => {
    const columns = [2, 0, 3].map((column) => ({ factors: new Map([[column, 1]]), constant: 0 }));
    const grid = { scale: Float32Array.of(0.25), offset: Float32Array.of(0), lowest: -8, highest: 7 };
    const folded = foldColumns(network(3, grid, false), columns, width);
    expect(folded.layers).toHaveLength(2);
    expect(folded.inputWidth).toBe(4);
  });
});
