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
    const length = sequenceLength(lead);
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

/** Bytes of the character that a byte above 0x7F begins; 0 where none does. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** How many bytes go up to the last character, where the bytes end amid one; else all of them. */
export function completeUtf8Length(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const at = bytes.length - back;
    if (sequenceLength(bytes[at]!) > back) return at;
  }
  return bytes.length;
}
