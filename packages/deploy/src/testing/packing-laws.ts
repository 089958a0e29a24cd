import type { Law } from '@cfq/parts';
import type { Quantizer } from '@cfq/quantizers';
import { decidesInWholeNumbers } from './laws/decides-in-whole-numbers.ts';
import { hiddenOutputsRun } from './laws/hidden-outputs-run.ts';
import { weightsRun } from './laws/weights-run.ts';
import { packedWidths } from './packed-widths.ts';

/** What {@link packingLaws} may vary. */
export interface PackingLawOptions {
  /** Bit-widths to check, of those that it codes in; default 1, 2, 3, 4 and 8, which a file stores each in its own way. */
  readonly bits?: readonly number[] | undefined;
  /** Seed of the random tensors and networks; default 0. */
  readonly seed?: number | undefined;
}

/**
 * What a quantizer promises of a packed file, beside `quantizerLaws` of `@cfq/quantizers/testing`: what it encodes goes into
 * an ONNX file that every engine here, however far it rewrites the graph, reads as it decodes, bit for bit; and in whole numbers
 * it decides as in floats, as far as rounding goes. Half a second a quantizer.
 */
export function packingLaws(quantizer: Quantizer, { bits, seed = 0 }: PackingLawOptions = {}): Law[] {
  const widths = packedWidths(quantizer, bits);
  const isFor = (role: Quantizer['roles'][number]): boolean => quantizer.roles.includes(role);
  return [
    ...(isFor('weight') ? [weightsRun(quantizer, widths, seed)] : []),
    ...(isFor('activation') ? [hiddenOutputsRun(quantizer, widths, seed)] : []),
    decidesInWholeNumbers(quantizer, widths, seed),
  ];
}
