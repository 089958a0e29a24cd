import { describe, expect, it } from 'vitest';
import type { AffineWeights } from './model/weights.ts';
import { rectifiedGridOf } from './rectified-grid-of.ts';

const codes: AffineWeights = {
  ...{ kind: 'affine', codes: Int32Array.of(0), shape: [1], bits: 4, signed: false, axis: null },
  ...{ scale: Float32Array.of(0.5), zeroPoint: Int32Array.of(0) },
};

describe('rectifiedGridOf', () => {
  it('is the grid of the codes, of signed ones the half above 0', () => {
    expect(rectifiedGridOf(codes)).toEqual({ scale: 0.5, bits: 4 });
    expect(rectifiedGridOf({ ...codes, signed: true })).toEqual({ scale: 0.5, bits: 3 });
  });

  it('is null where 0 has another code, scales are several, or levels are listed', () => {
    expect(rectifiedGridOf({ ...codes, zeroPoint: Int32Array.of(2) })).toBeNull();
    const channels = { axis: 0, scale: Float32Array.of(1, 2), zeroPoint: Int32Array.of(0, 0) };
    expect(rectifiedGridOf({ ...codes, codes: Int32Array.of(0, 0), shape: [2], ...channels })).toBeNull();
    expect(rectifiedGridOf({ kind: 'float', values: { data: Float32Array.of(0), shape: [1] } })).toBeNull();
    const { codes: places, shape, bits, scale, axis } = codes;
    const listed = { codes: places, shape, bits, scale, axis, codebook: Float32Array.of(0, 1) };
    expect(rectifiedGridOf({ kind: 'codebook', ...listed })).toBeNull();
  });
});
