import { ndarray } from '@cfq/jit';
import { denseNetwork, referenceLogits, type Weights } from '@cfq/network';
import { uniformAffine } from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { randomRows } from '../test-help/random-network.ts';
import { runtimeSettings } from '../verifying/runtime-settings.ts';
import { verifyPacked } from '../verifying/verify-packed.ts';
import { packNetwork } from './pack-network.ts';

const x = randomRows(40);
const codes = Int32Array.from({ length: 14 }, (_, at) => (at * 5) % 4);
const base = { codes, shape: [7, 2], bits: 2 };
const matrix = ndarray(
  Array.from({ length: 14 }, (_, at) => Math.sin(3 * at)),
  [7, 2],
);

const forms: Record<string, Weights> = {
  float: { kind: 'float', values: matrix },
  'unsigned codes with a zero point': uniformAffine.encode(matrix, uniformAffine.init(matrix, 4), 4),
  'a zero point an output': {
    ...{ ...base, kind: 'affine', signed: false, axis: 1 },
    scale: Float32Array.of(0.5, 2),
    zeroPoint: Int32Array.of(1, 2),
  },
  'a zero point an input': {
    ...{ ...base, kind: 'affine', signed: false, axis: 0 },
    scale: Float32Array.from({ length: 7 }, (_, at) => at + 1),
    zeroPoint: Int32Array.of(0, 1, 2, 3, 0, 1, 2),
  },
  'widths an output': {
    ...{ ...base, kind: 'affine', signed: false, axis: 1, bits: 4, channelBits: [2, 4] },
    codes: Int32Array.from(codes, (code, at) => (at % 2 === 0 ? code : 15 - 3 * code)),
    scale: Float32Array.of(0.5, 2),
    zeroPoint: Int32Array.of(1, 9),
  },
  'widths an input, signed': {
    ...{ ...base, kind: 'affine', signed: true, axis: 0, bits: 5, channelBits: [5, 3, 3, 1, 5, 2, 4] },
    codes: Int32Array.from(
      codes,
      (_, at) => -(2 ** ([5, 3, 3, 1, 5, 2, 4][Math.floor(at / 2)]! - 1)) + (at % 2),
    ),
    scale: Float32Array.from({ length: 7 }, (_, at) => at + 1),
    zeroPoint: new Int32Array(7),
  },
  'one bit': {
    ...{ ...base, codes: codes.map((code) => -(code % 2)), bits: 1, kind: 'affine', signed: true },
    ...{ axis: null, scale: Float32Array.of(0.25), zeroPoint: Int32Array.of(0) },
  },
  'a codebook': {
    ...{ ...base, kind: 'codebook', axis: null },
    codebook: Float32Array.of(-1, -1 / 3, 1 / 3, 1),
    scale: Float32Array.of(0.7),
  },
  'a codebook with a scale an output': {
    ...{ ...base, kind: 'codebook', axis: 1 },
    codebook: Float32Array.of(0, 0.1, -5, 2),
    scale: Float32Array.of(0.7, 3),
  },
  'a codebook with a scale an input': {
    ...{ ...base, kind: 'codebook', axis: 0 },
    codebook: Float32Array.of(0, 0.1, -5, 2),
    scale: Float32Array.from({ length: 7 }, (_, at) => at + 1),
  },
};

describe('every form of weights', () => {
  it.each(Object.entries(forms))('%s, runs as the plain loops say', async (_, weight) => {
    const network = denseNetwork([{ weight, bias: [0.5, -0.25] }]);
    const { bytes } = await packNetwork(network);
    const expected = referenceLogits(network, x);
    const verdicts = await verifyPacked({ bytes, x, expected });
    expect(verdicts).toHaveLength(runtimeSettings.length);
    for (const { changed, largestDifference } of verdicts) {
      expect(changed).toBe(0);
      expect(largestDifference).toBeLessThan(1e-4);
    }
  });
});
