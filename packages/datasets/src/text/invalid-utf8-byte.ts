/**
 * Offset of the first byte that no UTF-8 text can hold there (Unicode 15, table 3-7: no overlong form, no surrogate,
 * nothing above U+10FFFF, nothing cut short); −1 where all is well.
 */
export function invalidUtf8Byte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    if (length === 0) return at;
    const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    for (let offset = 1; offset < length; offset++) {
      const next = bytes[at + offset] ?? 0;
      if (next < (offset === 1 ? lowest : 0x80) || next > (offset === 1 ? highest : 0xbf)) return at;
    }
    at += length;
  }
  return -1;
}
