import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { decodeWeights } from './decode-weights.ts';
import { denseNetwork } from './dense-network.ts';
import { layerWidths } from './layer-widths.ts';
import { referenceLogits } from './reference-logits.ts';

const rows = (...values: number[][]) => ndarray(values.flat(), [values.length, values[0]!.length]);

describe('decodeWeights', () => {
  it('reads codes with a zero point and a scale for every column', () => {
    const values = decodeWeights({
      kind: 'affine',
      codes: Int32Array.of(0, 1, 2, 3),
      shape: [2, 2],
      bits: 2,
      signed: false,
      scale: Float32Array.of(0.5, 2),
      zeroPoint: Int32Array.of(1, 3),
      axis: 1,
    });
    expect(values).toEqual({ data: Float32Array.of(-0.5, -4, 0.5, 0), shape: [2, 2] });
  });

  it('reads codes with a scale for every row', () => {
    const values = decodeWeights({
      kind: 'affine',
      codes: Int32Array.of(1, -2, 1, -2),
      shape: [2, 2],
      bits: 2,
      signed: true,
      scale: Float32Array.of(1, 10),
      zeroPoint: Int32Array.of(0, 0),
      axis: 0,
    });
    expect(values.data).toEqual(Float32Array.of(1, -2, 10, -20));
  });

  it('reads places in a codebook that knows no 0', () => {
    const values = decodeWeights({
      kind: 'codebook',
      codes: Int32Array.of(3, 0, 1, 2),
      shape: [4, 1],
      bits: 2,
      codebook: Float32Array.of(-1, -1 / 3, 1 / 3, 1),
      scale: Float32Array.of(3),
      axis: null,
    });
    expect(values.data).toEqual(Float32Array.of(3, -3, Math.fround(-1 / 3) * 3, Math.fround(1 / 3) * 3));
  });
});

describe('referenceLogits', () => {
  const network = denseNetwork([
    {
      weight: [
        [1, -1],
        [2, 0],
      ],
      bias: [0.25, 0],
      grid: { scale: 0.5, bits: 2 },
    },
    { weight: [[1], [10]], bias: [-1] },
  ]);

  it('gives what one computes by hand, with ties to even and saturation', () => {
    // Sums 0.25 + x0 + 2 x1 and -x0; over 0.5 and rounded: 0.5 → 0 and 2.5 → 2 (ties), 9.5 → the highest code 3.
    const x = rows([0, 0], [1, 0], [0.5, 2], [-1, 0]);
    expect(referenceLogits(network, x)).toEqual({
      data: Float32Array.of(-1, 2 * 0.5 - 1, 3 * 0.5 - 1, 10 * 1 - 1),
      shape: [4, 1],
    });
  });

  it('leaves a linear layer linear', () => {
    const linear = denseNetwork([{ weight: [[1, -1]], activation: 'linear' }, { weight: [[1], [1]] }]);
    expect(referenceLogits(linear, rows([3])).data).toEqual(Float32Array.of(0));
    expect(layerWidths(linear)).toEqual([1, 2, 1]);
  });

  it('takes no rows, and refuses rows of another width', () => {
    expect(referenceLogits(network, ndarray([], [0, 2])).shape).toEqual([0, 1]);
    expect(() => referenceLogits(network, rows([1, 2, 3]))).toThrow(/expected \[rows, 2\], got \[1, 3\]/);
  });
});
