import { QuantizerError } from './quantizer-error.ts';
import { bitRange } from './building-blocks/integer-grid.ts';
import { widthsOf } from './building-blocks/widths-of.ts';

/**
 * Refuses a bit-width that a quantizer does not code in.
 *
 * @throws QuantizerError naming the widths that it has.
 */
export function assertWidth(
  caller: string,
  { widths }: { readonly widths?: readonly number[] },
  bits: number,
): void {
  if (widthsOf({ ...(widths && { widths }) }).includes(bits)) return;
  const expected =
    widths === undefined ? `a whole number in [${bitRange.min}, ${bitRange.max}]` : widths.join(' or ');
  throw new QuantizerError(
    `${caller}: bits must be ${expected} (got ${bits}). Use a width that it has, or leave the tensor unquantized.`,
  );
}
