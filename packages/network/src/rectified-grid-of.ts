import type { ActivationGrid } from './model/activation-grid.ts';
import type { Weights } from './model/weights.ts';

/**
 * The grid that rectified outputs lie on whose codes have this form: one uniform grid with a code for 0 that is 0. Of signed
 * codes, whose negative half no rectified output reaches, it is the other half: one bit less.
 *
 * @param codes what a quantizer made of any outputs.
 * @returns null where there is no such grid: codes of a codebook, several scales, another zero point.
 */
export function rectifiedGridOf(codes: Weights): ActivationGrid | null {
  if (codes.kind !== 'affine' || codes.scale.length !== 1 || codes.zeroPoint[0] !== 0) return null;
  return { scale: codes.scale[0]!, bits: codes.signed ? codes.bits - 1 : codes.bits };
}
