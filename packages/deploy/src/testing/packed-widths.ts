import type { Quantizer } from '@cfq/quantizers';
import { widthsOf } from '@cfq/quantizers/building-blocks';

/** Widths whose codes a file stores each in its own way: ONNX types of 2, 4 and 8 bits, and a stream of the others. */
const storedApart: readonly number[] = [1, 2, 3, 4, 8];

/** The bit-widths to hold a quantizer against: of those asked for, the ones that it codes in; all of its own where it has none of them. */
export function packedWidths(quantizer: Quantizer, asked = storedApart): readonly number[] {
  const own = widthsOf(quantizer);
  const wanted = own.filter((width) => asked.includes(width));
  return wanted.length > 0 ? wanted : own;
}
