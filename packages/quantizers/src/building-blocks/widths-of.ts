import { bitRange } from './integer-grid.ts';

const usual: readonly number[] = Array.from(
  { length: bitRange.max - bitRange.min + 1 },
  (_, index) => bitRange.min + index,
);

/** The bit-widths that a quantizer codes in, ascending: its own, or 2 to 8. */
export function widthsOf({ widths = usual }: { readonly widths?: readonly number[] }): readonly number[] {
  return widths;
}
