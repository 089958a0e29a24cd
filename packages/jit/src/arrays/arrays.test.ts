import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addScaled,
  chunksOf,
  concatRows,
  drawRows,
  firstRows,
  inChunks,
  ndarray,
  randomStream,
  sizeOf,
  StructureError,
  takeRows,
  type NDArray,
} from '../index.ts';

/** Arrays of up to nine rows, of rank 1 to 3 and any dtype, without NaN. */
const arrays = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 1 }),
    fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    fc.constantFrom(Float32Array, Int32Array, Uint8Array),
  )
  .chain(([[rows], rowShape, Storage]) => {
    const shape = [rows!, ...rowShape];
    const length = sizeOf(shape);
    return fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: length, maxLength: length })
      .map((values) => ndarray(Storage.from(values), shape));
  });

/** One row as a list. */
function rowOf({ data, shape }: NDArray, row: number): number[] {
  const width = sizeOf(shape.slice(1));
  return Array.from(data).slice(row * width, (row + 1) * width);
}

const matrix = ndarray([1, 2, 3, 4, 5, 6], [3, 2]);

describe('sizeOf', () => {
  it('multiplies extents', () => {
    expect([sizeOf([]), sizeOf([3]), sizeOf([2, 3, 4]), sizeOf([5, 0])]).toEqual([1, 3, 24, 0]);
  });
});

describe('takeRows', () => {
  it('takes rows in order, repeated ones too, and keeps the dtype', () => {
    fc.assert(
      fc.property(arrays, fc.array(fc.nat(), { maxLength: 12 }), (x, picks) => {
        const rows = x.shape[0]! === 0 ? [] : picks.map((pick) => pick % x.shape[0]!);
        const taken = takeRows(x, Int32Array.from(rows));
        expect(taken.shape).toEqual([rows.length, ...x.shape.slice(1)]);
        expect(taken.data.constructor).toBe(x.data.constructor);
        rows.forEach((row, index) => expect(rowOf(taken, index)).toEqual(rowOf(x, row)));
      }),
    );
  });

  it('copies', () => {
    const taken = takeRows(matrix, [0]);
    taken.data[0] = 9;
    expect(matrix.data[0]).toBe(1);
  });

  it.each([[[3]], [[-1]], [[0.5]], [[NaN]]])('refuses an index that names no row: %s', (rows) => {
    expect(() => takeRows(matrix, rows)).toThrow(StructureError);
  });

  it('refuses a scalar and an array that does not fill its shape', () => {
    expect(() => takeRows(ndarray([1], []), [0])).toThrow('got a scalar');
    expect(() => takeRows({ data: new Float32Array(5), shape: [3, 2] }, [0])).toThrow('expected 6 values');
  });
});

describe('firstRows', () => {
  it('is a view of as many rows as there are', () => {
    const first = firstRows(matrix, 2);
    expect([first.shape, Array.from(first.data)]).toEqual([
      [2, 2],
      [1, 2, 3, 4],
    ]);
    expect(first.data.buffer).toBe(matrix.data.buffer);
    expect(firstRows(matrix, 7).shape).toEqual([3, 2]);
    expect(firstRows(matrix, 0).shape).toEqual([0, 2]);
  });

  it.each([-1, 1.5, NaN])('refuses %s rows', (count) => {
    expect(() => firstRows(matrix, count)).toThrow(StructureError);
  });
});

describe('drawRows', () => {
  it('draws as many as asked for, each at most once, ascending, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(220), fc.nat(), (rows, most, seed) => {
        const drawn = Array.from(drawRows(randomStream(seed), { rows, most }));
        expect(drawn).toHaveLength(Math.min(rows, most));
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect(drawn.every((row) => Number.isInteger(row) && row >= 0 && row < rows)).toBe(true);
        expect(Array.from(drawRows(randomStream(seed), { rows, most }))).toEqual(drawn);
      }),
    );
  });

  it('is no prefix, and every row is as likely as any other', () => {
    const counts = new Float64Array(20);
    for (let seed = 0; seed < 2000; seed += 1) {
      for (const row of drawRows(randomStream(seed), { rows: 20, most: 5 })) counts[row]! += 1;
    }
    // 500 expected of each; the standard deviation of a count is below 20.
    expect(Math.min(...counts)).toBeGreaterThan(420);
    expect(Math.max(...counts)).toBeLessThan(580);
  });

  it.each([
    [-1, 1],
    [1.5, 1],
    [3, -1],
    [3, NaN],
  ])('refuses %s rows of which %s', (rows, most) => {
    expect(() => drawRows(randomStream(0), { rows, most })).toThrow(StructureError);
  });
});

describe('concatRows', () => {
  it('puts arrays under one another', () => {
    fc.assert(
      fc.property(arrays, fc.integer({ min: 0, max: 9 }), (x, cut) => {
        const at = Math.min(cut, x.shape[0]!);
        const rest = Array.from({ length: x.shape[0]! - at }, (_, row) => at + row);
        expect(concatRows(firstRows(x, at), takeRows(x, rest))).toEqual(x);
      }),
    );
  });

  it('refuses nothing, other widths and other dtypes', () => {
    expect(() => concatRows()).toThrow('got none');
    expect(() => concatRows(matrix, ndarray([1], [1, 1]))).toThrow(StructureError);
    expect(() => concatRows(matrix, ndarray(Int32Array.of(1, 2), [1, 2]))).toThrow(StructureError);
  });
});

describe('addScaled', () => {
  it('rounds once: product and sum are double', () => {
    const float = fc.float({ noNaN: true, min: -1e3, max: 1e3 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(float, float)),
        fc.double({ noNaN: true, min: -2, max: 2 }),
        (pairs, scale) => {
          const shape = [pairs.length];
          const x = ndarray(
            pairs.map(([value]) => value),
            shape,
          );
          const delta = ndarray(
            pairs.map(([, change]) => change),
            shape,
          );
          const expected = pairs.map(([value, change]) => Math.fround(value + scale * change));
          expect(Array.from(addScaled(x, delta, scale).data)).toEqual(expected);
        },
      ),
    );
  });

  it('is plain addition without a scale', () => {
    expect(addScaled(matrix, matrix)).toEqual(ndarray([2, 4, 6, 8, 10, 12], [3, 2]));
  });

  it('refuses other shapes and dtypes', () => {
    expect(() => addScaled(matrix, ndarray([1, 2, 3, 4, 5, 6], [2, 3]))).toThrow(StructureError);
    expect(() => addScaled(matrix, ndarray(new Int32Array(6), [3, 2]))).toThrow('delta is float32');
  });
});

describe('chunksOf', () => {
  it('gives every row once, in order, in chunks of one size', () => {
    const paddings = fc.constantFrom('zeros' as const, 'first-row' as const, undefined);
    fc.assert(
      fc.property(arrays, fc.integer({ min: 1, max: 4 }), paddings, (x, size, padding) => {
        const chunks = [...chunksOf(x, { size, padding })];
        const rows = chunks.flatMap(({ rows: chunk, count, start }) => {
          expect(chunk.shape).toEqual([size, ...x.shape.slice(1)]);
          for (let row = count; row < size; row += 1) {
            const zeros = rowOf(chunk, row).map(() => 0);
            expect(rowOf(chunk, row)).toEqual(padding === 'first-row' ? rowOf(x, start) : zeros);
          }
          return Array.from({ length: count }, (_, row) => rowOf(chunk, row));
        });
        expect(rows).toEqual(Array.from({ length: x.shape[0]! }, (_, row) => rowOf(x, row)));
      }),
    );
  });

  it.each([0, -1, 1.5, NaN])('refuses chunks of %s rows before the first', (size) => {
    expect(() => chunksOf(matrix, { size })).toThrow(StructureError);
  });
});

describe('inChunks', () => {
  const doubled = (x: NDArray): NDArray => addScaled(x, x);

  it('answers as the function does on all rows at once', async () => {
    const answer = await inChunks(matrix, { size: 2 }, (rows) => Promise.resolve(doubled(rows)));
    expect(answer).toEqual(doubled(matrix));
  });

  it('knows the shape of the answer without rows', async () => {
    const sums = (x: NDArray): NDArray =>
      ndarray(
        Array.from({ length: x.shape[0]! }, (_, row) => rowOf(x, row).reduce((a, b) => a + b, 0)),
        [x.shape[0]!],
      );
    expect(await inChunks(ndarray([], [0, 2]), { size: 4 }, sums)).toEqual(ndarray([], [0]));
    expect(await inChunks(matrix, { size: 4 }, sums)).toEqual(ndarray([3, 7, 11], [3]));
  });

  it('refuses an answer that is not one a row', async () => {
    await expect(inChunks(matrix, { size: 2 }, (rows) => firstRows(rows, 1))).rejects.toThrow(StructureError);
  });
});
