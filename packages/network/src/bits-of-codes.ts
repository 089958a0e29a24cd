import type { AffineWeights, CodebookWeights } from './model/weights.ts';

/** Bits that the codes of a layer take in all, every channel at its own width. */
export function bitsOfCodes(weights: AffineWeights | CodebookWeights): number {
  const { codes, bits } = weights;
  const channelBits = weights.kind === 'affine' ? weights.channelBits : undefined;
  if (channelBits === undefined) return codes.length * bits;
  return channelBits.reduce((sum, own) => sum + own, 0) * (codes.length / channelBits.length);
}
