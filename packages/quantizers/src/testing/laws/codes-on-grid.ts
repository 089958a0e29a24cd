import { signedGrid, unsignedGrid } from '../../parts/integer-grid.ts';
import { expectLaw, where, type QuantizerLaw } from '../law.ts';

/** Codes fit the type that stores them, and what reads them is usable. */
export const codesOnGrid: QuantizerLaw = {
  name: 'codes lie on the grid of the bit-width',
  check(quantizer, at) {
    const encoded = quantizer.encode(at.x, at.parameters, at.bits);
    const grid = encoded.signed ? signedGrid(at.bits) : unsignedGrid(at.bits);
    const stray = encoded.codes.findIndex((code) => !(code >= grid.low && code <= grid.high));
    expectLaw(
      stray === -1,
      () => `${where(quantizer, at)}: code ${encoded.codes[stray]} is outside [${grid.low}, ${grid.high}].`,
    );
    expectLaw(
      encoded.scale.every((scale) => scale > 0 && Number.isFinite(scale)),
      () => `${where(quantizer, at)}: scales must be positive and finite (got ${encoded.scale.join(', ')}).`,
    );
    expectLaw(
      encoded.zeroPoint.length === encoded.scale.length,
      () =>
        `${where(quantizer, at)}: a zero point for each scale (expected ${encoded.scale.length}, got ` +
        `${encoded.zeroPoint.length}).`,
    );
  },
};
