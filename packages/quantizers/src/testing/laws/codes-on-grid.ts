import { expectLaw } from '@cfq/parts';
import { activationGrid, signedGrid } from '../../building-blocks/integer-grid.ts';
import type { QuantizedTensor } from '../../quantized-tensor.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** Codes fit the type that stores them, and what reads them is usable. */
export const codesOnGrid: QuantizerLaw = {
  name: 'codes lie on the grid of the bit-width',
  check(quantizer, at) {
    const encoded = quantizer.encode(at.x, at.parameters, at.bits);
    const { low, high } = codesOf(encoded);
    const stray = encoded.codes.findIndex((code) => !(code >= low && code <= high));
    expectLaw(
      stray === -1,
      () => `${where(quantizer, at)}: code ${encoded.codes[stray]} is outside [${low}, ${high}].`,
    );
    expectLaw(
      encoded.scale.every((scale) => scale > 0 && Number.isFinite(scale)),
      () => `${where(quantizer, at)}: scales must be positive and finite (got ${encoded.scale.join(', ')}).`,
    );
    if (encoded.kind === 'affine') {
      expectLaw(
        encoded.zeroPoint.length === encoded.scale.length,
        () =>
          `${where(quantizer, at)}: a zero point for each scale (expected ${encoded.scale.length}, got ` +
          `${encoded.zeroPoint.length}).`,
      );
      return;
    }
    const { codebook } = encoded;
    expectLaw(
      codebook.length <= 2 ** at.bits && codebook.every(Number.isFinite),
      () =>
        `${where(quantizer, at)}: a codebook of finite levels (expected ${2 ** at.bits} at most, got ` +
        `${codebook.length}: ${codebook.join(', ')}).`,
    );
  },
};

/** Smallest and largest code that may occur. */
function codesOf(encoded: QuantizedTensor): { readonly low: number; readonly high: number } {
  if (encoded.kind === 'codebook') return { low: 0, high: encoded.codebook.length - 1 };
  return encoded.signed ? signedGrid(encoded.bits) : activationGrid(encoded.bits);
}
