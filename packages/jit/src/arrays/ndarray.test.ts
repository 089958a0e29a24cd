import { expect, it } from 'vitest';

import { dtypeOf, typedArrayOf } from './dtype.ts';
import { StructureError } from '../errors/structure-error.ts';
import { ndarray } from './ndarray.ts';
import { scalar } from './scalar.ts';

it('numbers become float32; typed arrays are kept without a copy', () => {
  expect(ndarray([1, 2.5], [2]).data).toEqual(Float32Array.of(1, 2.5));
  const data = Int32Array.of(1, 2, 3, 4);
  expect(ndarray(data, [2, 2]).data).toBe(data);
  expect(scalar(3)).toEqual({ data: Float32Array.of(3), shape: [] });
  expect(ndarray([], [0, 3])).toEqual({ data: new Float32Array(), shape: [0, 3] });
});

it('a shape that the values do not fill is an error', () => {
  expect(() => ndarray([1, 2, 3], [2, 2])).toThrow(StructureError);
  expect(() => ndarray([1, 2, 3], [2, 2])).toThrow(/shape \[2, 2\] holds 4 values \(expected 4, got 3\)/);
  expect(() => ndarray([], [])).toThrow(/holds 1 values/);
});

it('the storage tells the dtype and back', () => {
  for (const dtype of ['float32', 'int32', 'bool'] as const) {
    expect(dtypeOf(typedArrayOf(dtype, [1, 0]))).toBe(dtype);
  }
});
